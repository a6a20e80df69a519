package org.trimtab.drivers.whatsminer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.whatsminer.WhatsminerProtocol.Order;
import org.trimtab.resource.Device;
import tools.jackson.databind.JsonNode;

/**
 * Stops or starts a WhatsMiner's mining service, or holds it at a share of its power. The salt is asked for when it is
 * not known, and once more when the device refuses a token made with a remembered one: having refused, it has surely
 * not acted.
 */
final class WhatsminerWrite implements Conversation<CommandOutcome> {
    private enum Step {
        SETTING,
        SALT,
        WRITE
    }

    private final Device device;
    private final Command command;
    private final FamilyDescriptor family;
    private final Credentials login;
    private final WhatsminerMemory memory;
    private final PriorState priorState;
    private final Instant startedAt;
    private final CommandEnding ending;
    private final List<Order> orders = new ArrayList<>();
    private Step step = Step.WRITE;
    private int at;
    private boolean saltIsFresh;

    WhatsminerWrite(
            Device device,
            Command command,
            FamilyDescriptor family,
            Credentials login,
            WhatsminerMemory memory,
            PriorState priorState,
            Instant startedAt) {
        this.device = device;
        this.command = command;
        this.family = family;
        this.login = login;
        this.memory = memory;
        this.priorState = priorState;
        this.startedAt = startedAt;
        this.ending = new CommandEnding(command);
    }

    @Override
    public Turn<CommandOutcome> open() {
        return switch (command.action()) {
            case Action.CapAt cap ->
                    ask(Step.SETTING, WhatsminerProtocol.ask(WhatsminerProtocol.SETTING, null));
            case Action.State state -> {
                orders.add(Order.service(state));
                Integer percent = PowerShare.toPutBack(priorState.recall(device.id()));
                if (state == Action.State.WAKE && percent != null) {
                    orders.add(Order.powerPercent(percent, family.setting("cap-mode")));
                }
                yield write(startedAt);
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
        WhatsminerReply answer =
                reply instanceof Reply.Answered answered
                        ? WhatsminerReply.parse(answered.bytes())
                        : null;
        if (answer == null) {
            return garbled(reply, "its answer cannot be read");
        }
        memory.learn(answer, reply.knownAt());
        return switch (step) {
            case SETTING -> setting(reply, answer);
            case SALT -> salt(reply, answer);
            case WRITE -> written(reply, answer);
        };
    }

    private Turn<CommandOutcome> setting(Reply reply, WhatsminerReply answer) {
        JsonNode told = answer.body();
        if (answer.code() != WhatsminerReply.OK || told == null || !told.isObject()) {
            return done(
                    ending.rejected(
                            reply,
                            Failure.SETTINGS_UNREADABLE,
                            "its settings cannot be read; nothing was written"));
        }
        if (!(command.action() instanceof Action.CapAt cap)) {
            return garbled(reply, "nobody asked for its settings");
        }
        Long limit = JsonValue.whole(told, "power-limit");
        Integer percent = PowerShare.percentFor(cap.most(), device, limit, family);
        if (percent == null) {
            return done(
                    ending.rejected(
                            reply,
                            Failure.UNSUPPORTED,
                            PowerShare.tooLow(cap.most(), device, limit, family)));
        }
        if (PowerShare.toPutBack(priorState.recall(device.id())) == null) {
            int before = PowerShare.told(JsonValue.number(told, "power-percent"));
            priorState.remember(device.id(), PowerShare.kept(before));
        }
        orders.add(Order.powerPercent(percent, family.setting("cap-mode")));
        return writeAfter(reply);
    }

    private Turn<CommandOutcome> salt(Reply reply, WhatsminerReply answer) {
        saltIsFresh = true;
        if (answer.code() != WhatsminerReply.OK) {
            return done(
                    ending.rejected(
                            reply,
                            Failure.DEVICE_ERROR,
                            "it answered \"" + answer.said() + "\" when asked for its salt"));
        }
        return memory.salt() == null ? garbled(reply, "it gives no salt") : writeAfter(reply);
    }

    private Turn<CommandOutcome> written(Reply reply, WhatsminerReply answer) {
        Order order = orders.get(at);
        if (answer.describes() != null && !order.command().equals(answer.describes())) {
            return garbled(reply, "it answered to something else than it was asked");
        }
        if (answer.code() == WhatsminerReply.OK) {
            return taken(reply, order);
        }
        if (at == 0) {
            ending.actedNot();
        }
        if (answer.code() != WhatsminerReply.NO_PERMISSION) {
            return done(
                    ending.rejected(
                            reply,
                            Failure.DEVICE_ERROR,
                            "it answered \"" + answer.said() + "\" to " + order.command()));
        }
        if (saltIsFresh) {
            return done(
                    ending.rejected(
                            reply,
                            Failure.WRONG_PASSWORD,
                            "it does not accept the token: its password is another, or writing by"
                                    + " its API is switched off"));
        }
        memory.forgetSalt();
        return writeAfter(reply);
    }

    private Turn<CommandOutcome> taken(Reply reply, Order order) {
        if (command.action().isWake() && order.command().equals(WhatsminerProtocol.POWER_PERCENT)) {
            priorState.remember(device.id(), PowerShare.nothingKept());
        }
        at++;
        return at < orders.size() ? writeAfter(reply) : done(ending.accepted(reply));
    }

    private Turn<CommandOutcome> writeAfter(Reply reply) {
        return ending.expired(reply) ? done(ending.expiredBefore(reply)) : write(reply.knownAt());
    }

    private Turn<CommandOutcome> write(Instant now) {
        String salt = memory.salt();
        return salt == null
                ? ask(Step.SALT, WhatsminerProtocol.ask(WhatsminerProtocol.DEVICE_INFO, "salt"))
                : ask(Step.WRITE, orders.get(at).signed(login, salt, memory.itsSeconds(now)));
    }

    private Turn<CommandOutcome> garbled(Reply reply, String detail) {
        return done(ending.lost(reply, Failure.GARBLED, detail));
    }

    private Turn<CommandOutcome> ask(Step next, byte[] request) {
        step = next;
        Duration within = family.timing().answersWithin();
        return new Turn.Ask<>(
                new Exchange(
                        device.endpoint().port(),
                        request,
                        Framing.LENGTH_PREFIXED,
                        within,
                        next == Step.WRITE));
    }

    private static Turn<CommandOutcome> done(CommandOutcome outcome) {
        return new Turn.Done<>(outcome);
    }
}
