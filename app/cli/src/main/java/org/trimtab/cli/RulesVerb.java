package org.trimtab.cli;

import picocli.CommandLine.Command;

@Command(
        name = "rules",
        synopsisSubcommandLabel = "VERB",
        description = {
            "Shows and checks the rules of markets and programs: every figure with its unit, its source, how"
                    + " far that source was seen, and the days it holds.",
            "",
            "Rules of your own stand in a folder of *.yaml files, given by --rules."
        },
        subcommands = {
            RulesListVerb.class,
            RulesShowVerb.class,
            RulesDiffVerb.class,
            RulesLintVerb.class
        })
final class RulesVerb {}
