package org.trimtab.drivers.whatsminer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.whatsminer.WhatsminerV2Protocol.Order;
import org.trimtab.resource.Device;
import tools.jackson.databind.JsonNode;

/**
 * Turns a WhatsMiner off or on by API V2, or holds it at a share of its power. A token is asked for when none is kept,
 * and once more when a kept one is refused: having refused, the device has surely not acted.
 */
final class WhatsminerV2Write implements Conversation<CommandOutcome> {
    private enum Step {
        STATUS,
        TOKEN,
        WRITE
    }

    private final Device device;
    private final Command command;
    private final FamilyDescriptor family;
    private final String password;
    private final WhatsminerV2Tokens tokens;
    private final PriorState priorState;
    private final Instant startedAt;
    private final CommandEnding ending;
    private final List<Order> orders = new ArrayList<>();
    private Step step = Step.WRITE;
    private int at;
    private boolean tokenIsFresh;
    private WhatsminerV2Tokens.@Nullable Token token;

    WhatsminerV2Write(
            Device device,
            Command command,
            FamilyDescriptor family,
            String password,
            WhatsminerV2Tokens tokens,
            PriorState priorState,
            Instant startedAt) {
        this.device = device;
        this.command = command;
        this.family = family;
        this.password = password;
        this.tokens = tokens;
        this.priorState = priorState;
        this.startedAt = startedAt;
        this.ending = new CommandEnding(command);
    }

    @Override
    public Turn<CommandOutcome> open() {
        return switch (command.action()) {
            case Action.CapAt cap ->
                    ask(Step.STATUS, WhatsminerV2Protocol.ask(WhatsminerV2Protocol.STATUS));
            case Action.State state -> {
                orders.add(Order.power(state));
                Integer percent = PowerShare.toPutBack(priorState.recall(device.id()));
                if (state == Action.State.WAKE && percent != null) {
                    orders.add(Order.powerPercent(percent));
                }
                Reply nothingYet = new Reply.NoConnection(null, startedAt);
                yield write(nothingYet);
            }
        };
    }

    @Override
    public Turn<CommandOutcome> next(Reply reply) {
        if (step == Step.WRITE) {
            ending.acted(reply);
        }
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return done(ending.lost(reply, lost.failure(), lost.detail()));
        }
        CgminerReply answer = reply instanceof Reply.Answered answered ? read(answered) : null;
        if (answer == null) {
            return garbled(reply, "its answer cannot be read");
        }
        return switch (step) {
            case STATUS -> status(reply, answer);
            case TOKEN -> token(reply, answer);
            case WRITE -> written(reply, answer);
        };
    }

    private @Nullable CgminerReply read(Reply.Answered answered) {
        WhatsminerV2Tokens.Token used = token;
        return step == Step.WRITE && used != null
                ? WhatsminerV2Protocol.opened(answered.bytes(), used.cipherKey())
                : Cgminer.LANGUAGE.read(answered.bytes());
    }

    private Turn<CommandOutcome> status(Reply reply, CgminerReply answer) {
        JsonNode told = WhatsminerV2Protocol.told(answer);
        if (!answer.success() || told == null || !told.isObject()) {
            return done(
                    ending.rejected(
                            reply,
                            Failure.SETTINGS_UNREADABLE,
                            "its status cannot be read; nothing was written"));
        }
        if (!(command.action() instanceof Action.CapAt cap)) {
            return garbled(reply, "nobody asked for its status");
        }
        Long limit = JsonValue.whole(told, "power_limit_set");
        Integer percent = PowerShare.percentFor(cap.most(), device, limit, family);
        if (percent == null) {
            return done(
                    ending.rejected(
                            reply,
                            Failure.UNSUPPORTED,
                            PowerShare.tooLow(cap.most(), device, limit, family)));
        }
        if (PowerShare.toPutBack(priorState.recall(device.id())) == null) {
            int before = PowerShare.told(JsonValue.number(told, "power_pct"));
            priorState.remember(device.id(), PowerShare.kept(before));
        }
        orders.add(Order.powerPercent(percent));
        return write(reply);
    }

    private Turn<CommandOutcome> token(Reply reply, CgminerReply answer) {
        if (!answer.success()) {
            return done(refused(reply, answer, WhatsminerV2Protocol.TOKEN));
        }
        JsonNode told = WhatsminerV2Protocol.told(answer);
        tokenIsFresh = true;
        WhatsminerV2Tokens.Token made =
                tokens.make(
                        password,
                        JsonValue.text(told, "salt"),
                        WhatsminerV2Driver.time(told),
                        JsonValue.text(told, "newsalt"),
                        reply.knownAt());
        return made == null ? garbled(reply, "it gives no token") : write(reply);
    }

    private Turn<CommandOutcome> written(Reply reply, CgminerReply answer) {
        Order order = orders.get(at);
        Long code = answer.code();
        if (answer.success() && code != null && code == WhatsminerV2Protocol.OK) {
            return taken(reply, order);
        }
        if (answer.success()) {
            return garbled(reply, "it answered code " + code);
        }
        if (at == 0) {
            ending.actedNot();
        }
        boolean stale = code != null && code == WhatsminerV2Protocol.TOKEN_ERROR;
        if (stale && !tokenIsFresh) {
            tokens.drop();
            return write(reply);
        }
        return done(refused(reply, answer, order.command()));
    }

    private CommandOutcome refused(Reply reply, CgminerReply answer, String asked) {
        Long code = answer.code();
        String said = "it answered \"" + answer.message() + "\" (code " + code + ") to " + asked;
        if (code != null && code == WhatsminerV2Protocol.TOO_MANY_TOKENS) {
            return ending.rejected(
                    reply,
                    Failure.SESSION_TAKEN,
                    "too many tokens: it gives this address no more for now");
        }
        if (code != null && code == WhatsminerV2Protocol.TOKEN_ERROR) {
            tokens.drop();
            return ending.rejected(
                    reply,
                    Failure.WRONG_PASSWORD,
                    "it does not accept a fresh token: its password is another");
        }
        if (code != null && code == WhatsminerV2Protocol.PERMISSION_DENIED) {
            said +=
                    ": writing by its API must be switched on with WhatsMinerTool, and its password"
                            + " changed from the one it was delivered with";
        }
        return ending.rejected(reply, Failure.DEVICE_ERROR, said);
    }

    private Turn<CommandOutcome> taken(Reply reply, Order order) {
        if (command.action().equals(Action.WAKE)
                && order.command().equals(WhatsminerV2Protocol.POWER_PERCENT)) {
            priorState.remember(device.id(), PowerShare.nothingKept());
        }
        at++;
        return at < orders.size() ? write(reply) : done(ending.accepted(reply));
    }

    /** The next order, or first a token for it. */
    private Turn<CommandOutcome> write(Reply after) {
        if (ending.expired(after)) {
            return done(ending.expiredBefore(after));
        }
        WhatsminerV2Tokens.Token kept = tokens.at(after.knownAt());
        token = kept;
        if (kept != null) {
            return ask(Step.WRITE, orders.get(at).sealed(kept));
        }
        return tokens.mayAsk(after.knownAt())
                ? ask(Step.TOKEN, WhatsminerV2Protocol.ask(WhatsminerV2Protocol.TOKEN))
                : done(ending.rejected(after, Failure.SESSION_TAKEN, tokens.exhausted()));
    }

    private Turn<CommandOutcome> garbled(Reply reply, String detail) {
        return done(ending.lost(reply, Failure.GARBLED, detail));
    }

    private Turn<CommandOutcome> ask(Step next, byte[] request) {
        step = next;
        return new Turn.Ask<>(
                new Exchange(
                        device.endpoint().port(),
                        request,
                        Framing.CGMINER,
                        family.timing().answersWithin(),
                        next == Step.WRITE));
    }

    private static Turn<CommandOutcome> done(CommandOutcome outcome) {
        return new Turn.Done<>(outcome);
    }
}
