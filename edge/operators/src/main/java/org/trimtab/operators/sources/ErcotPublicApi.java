package org.trimtab.operators.sources;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The last real-time settlement point price of ERCOT's public API, report NP6-905-CD. It wants a subscription key and
 * the name and password of an account, all from the environment: {@value #KEY}, {@value #USER}, {@value #PASSWORD}. How
 * it is asked is known from practice and was not tried against the market's own service.
 */
public final class ErcotPublicApi implements LiveSource {
    /** Environment variable of the subscription key. */
    public static final String KEY = "ERCOT_API_SUBSCRIPTION_KEY";

    /** Environment variable of the account's name. */
    public static final String USER = "ERCOT_API_USERNAME";

    /** Environment variable of the account's password. */
    public static final String PASSWORD = "ERCOT_API_PASSWORD";

    private static final URI SERVICE = URI.create("https://api.ercot.com");
    private static final URI LOGIN = URI.create("https://ercotb2c.b2clogin.com");
    private static final String REPORT = "/api/public-reports/np6-905-cd/spp_node_zone_hub";
    private static final String TOKEN =
            "/ercotb2c.onmicrosoft.com/B2C_1_PUBAPI-ROPC-FLOW/oauth2/v2.0/token";
    private static final String CLIENT = "fec253ea-0d06-4272-a5e6-b478baeecd70";
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final int INTERVAL_MINUTES = 15;
    private static final int ROWS = 200;

    private final WebFetch web;
    private final URI service;
    private final URI login;
    private final String point;
    private final Function<String, @Nullable String> environment;

    /**
     * The market's own service.
     *
     * @param point settlement point, such as {@code LZ_WEST}
     * @param environment looks up a variable; null when it is not set
     */
    public ErcotPublicApi(
            WebFetch web, String point, Function<String, @Nullable String> environment) {
        this(web, SERVICE, LOGIN, point, environment);
    }

    ErcotPublicApi(
            WebFetch web,
            URI service,
            URI login,
            String point,
            Function<String, @Nullable String> environment) {
        if (!point.matches("[A-Z0-9_]{2,40}")) {
            throw new IllegalArgumentException(
                    "\"" + point + "\" is no settlement point, such as LZ_WEST");
        }
        this.web = web;
        this.service = service;
        this.login = login;
        this.point = point;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "ERCOT public API, real-time price of " + point;
    }

    @Override
    public LiveValue read(Instant now) {
        String key = wanted(KEY);
        String token = token();
        LocalDate today = now.atZone(ZONE).toLocalDate();
        URI address =
                service.resolve(
                        REPORT
                                + "?settlementPoint="
                                + point
                                + "&deliveryDateFrom="
                                + today.minusDays(1)
                                + "&deliveryDateTo="
                                + today
                                + "&size="
                                + ROWS);
        JsonNode answer =
                web.get(
                        address,
                        Map.of(
                                "Ocp-Apim-Subscription-Key",
                                key,
                                "Authorization",
                                "Bearer " + token));
        return last(answer);
    }

    private LiveValue last(JsonNode answer) {
        Map<String, Integer> columns = new HashMap<>();
        for (JsonNode field : answer.path("fields")) {
            columns.put(field.path("name").asString(""), columns.size());
        }
        LiveValue last = null;
        for (JsonNode row : answer.path("data")) {
            LiveValue value = value(row, columns);
            last = last == null || value.at().isAfter(last.at()) ? value : last;
        }
        if (last == null) {
            throw new SourceFailure(name() + ": no price of yesterday or today");
        }
        return last;
    }

    /** A price counts as of the end of its interval; the hour that autumn repeats is told by its flag. */
    private LiveValue value(JsonNode row, Map<String, Integer> columns) {
        try {
            LocalDate date = LocalDate.parse(cell(row, columns, "deliveryDate"));
            int hour = Integer.parseInt(cell(row, columns, "deliveryHour"));
            int interval = Integer.parseInt(cell(row, columns, "deliveryInterval"));
            BigDecimal price = new BigDecimal(cell(row, columns, "settlementPointPrice"));
            boolean repeated = Boolean.parseBoolean(cell(row, columns, "DSTFlag"));
            var local = date.atStartOfDay().plusHours(hour - 1L).atZone(ZONE);
            Instant from = (repeated ? local.withLaterOffsetAtOverlap() : local).toInstant();
            return new LiveValue(
                    price, from.plusSeconds(60L * INTERVAL_MINUTES * interval), name());
        } catch (NumberFormatException | DateTimeException e) {
            throw new SourceFailure(name() + ": a row is not as expected");
        }
    }

    private String cell(JsonNode row, Map<String, Integer> columns, String name) {
        Integer column = columns.get(name);
        if (column == null) {
            throw new SourceFailure(name() + ": the answer has no column " + name);
        }
        return row.path(column).asString("");
    }

    private String token() {
        String form =
                "grant_type=password&response_type=id_token&client_id="
                        + CLIENT
                        + "&scope="
                        + encoded("openid " + CLIENT + " offline_access")
                        + "&username="
                        + encoded(wanted(USER))
                        + "&password="
                        + encoded(wanted(PASSWORD));
        String token = web.post(login.resolve(TOKEN), form).path("id_token").asString("");
        if (token.isEmpty()) {
            throw new SourceFailure(name() + ": the account gave no token; check " + USER);
        }
        return token;
    }

    private String wanted(String variable) {
        String value = environment.apply(variable);
        if (value == null || value.isBlank()) {
            throw new SourceFailure(
                    name() + ": set the environment variable " + variable + " to ask it");
        }
        return value;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
