package org.trimtab.meters.intake;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.CsvFile;
import org.trimtab.documents.LimitedInput;

/**
 * Reads the XML of a Green Button feed. Document types and entities of any kind are refused before they can do
 * anything; depth, text, entries and readings are limited.
 */
final class GreenButtonText {
    static final int DEPTH_MAX = 32;
    static final int TEXT_CHARS_MAX = 2_000;
    static final int ENTRIES_MAX = 200_000;

    private static final Set<String> CONTENTS =
            Set.of(
                    "UsagePoint",
                    "MeterReading",
                    "ReadingType",
                    "IntervalBlock",
                    "LocalTimeParameters");

    private final String name;
    private final GreenButtonFeed feed = new GreenButtonFeed();
    private final Deque<String> path = new ArrayDeque<>();
    private final Map<String, String> reading = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private GreenButtonFeed.@Nullable Entry entry;
    private int readingLine;
    private int entries;

    private GreenButtonText(String name) {
        this.name = name;
    }

    static GreenButtonFeed read(Path file) {
        Path last = file.getFileName();
        String name = last == null ? file.toString() : last.toString();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("it refers to something outside itself");
        });
        try (InputStream in = LimitedInput.open(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            GreenButtonText text = new GreenButtonText(name);
            text.readAll(xml);
            return text.feed;
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw new BadMeterFile(
                    name
                            + (line > 0 ? " line " + line : "")
                            + ": no XML that can be read ("
                            + shortened(e)
                            + "); fetch the file again");
        } catch (IOException e) {
            throw new BadMeterFile(name + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    private void readAll(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD ->
                        throw bad(xml, "it declares a document type; such files are not read");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw bad(xml, "it uses an entity of its own; such files are not read");
                case XMLStreamConstants.START_ELEMENT -> begin(xml);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> more(xml);
                case XMLStreamConstants.END_ELEMENT -> end(xml);
                default -> {
                    // Comments and the like say nothing.
                }
            }
        }
    }

    private void begin(XMLStreamReader xml) {
        String element = xml.getLocalName();
        if (path.size() == DEPTH_MAX) {
            throw bad(xml, "elements lie more than " + DEPTH_MAX + " deep");
        }
        path.push(element);
        text.setLength(0);
        if (element.equals("entry")) {
            if (++entries > ENTRIES_MAX) {
                throw bad(xml, "more than " + ENTRIES_MAX + " entries; split the file by year");
            }
            entry = new GreenButtonFeed.Entry();
        }
        GreenButtonFeed.Entry open = entry;
        if (open == null) {
            return;
        }
        if (element.equals("link")) {
            String rel = xml.getAttributeValue(null, "rel");
            String href = xml.getAttributeValue(null, "href");
            if (rel != null && href != null && href.length() <= TEXT_CHARS_MAX) {
                open.link(rel, href);
            }
        } else if (CONTENTS.contains(element)) {
            open.isA(element);
        } else if (element.equals("IntervalReading")) {
            reading.clear();
            readingLine = xml.getLocation().getLineNumber();
        }
    }

    private void more(XMLStreamReader xml) {
        if (entry == null) {
            return;
        }
        if (text.length() + xml.getTextLength() > TEXT_CHARS_MAX) {
            throw bad(xml, "a text is longer than " + TEXT_CHARS_MAX + " characters");
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private void end(XMLStreamReader xml) {
        String element = path.pop();
        GreenButtonFeed.Entry open = entry;
        if (open == null) {
            return;
        }
        String value = text.toString().strip();
        text.setLength(0);
        String parent = path.peek();
        if (element.equals("entry")) {
            feed.file(open);
            entry = null;
        } else if (element.equals("IntervalReading")) {
            if (feed.readings() > MeterTable.ROWS_MAX) {
                throw bad(xml, "more than " + MeterTable.ROWS_MAX + " readings; split by year");
            }
            open.add(finished());
        } else if (path.contains("IntervalReading")) {
            boolean wanted =
                    ("IntervalReading".equals(parent) && element.equals("value"))
                            || "timePeriod".equals(parent)
                            || "ReadingQuality".equals(parent);
            if (wanted) {
                reading.put(element, value);
            }
        } else if ("ReadingType".equals(parent) || "LocalTimeParameters".equals(parent)) {
            open.field(element, value);
        }
    }

    private GreenButtonFeed.Reading finished() {
        String value = reading.get("value");
        return new GreenButtonFeed.Reading(
                readingLine,
                whole("start", Long.MIN_VALUE),
                whole("duration", 0),
                value == null || value.isEmpty() ? null : BigDecimal.valueOf(whole("value", 0)),
                (int) Math.min(Integer.MAX_VALUE, Math.max(-1, whole("quality", 0))));
    }

    private long whole(String field, long absent) {
        String value = reading.get(field);
        if (value == null || value.isEmpty()) {
            if (absent == Long.MIN_VALUE) {
                throw new BadMeterFile(
                        name + " line " + readingLine + ": a reading without a " + field);
            }
            return absent;
        }
        if (!value.matches("[-+]?\\d{1,18}")) {
            throw new BadMeterFile(
                    name
                            + " line "
                            + readingLine
                            + ": "
                            + field
                            + " "
                            + CsvFile.shown(value)
                            + " is not a whole number");
        }
        return Long.parseLong(value);
    }

    private BadMeterFile bad(XMLStreamReader xml, String what) {
        return new BadMeterFile(name + " line " + xml.getLocation().getLineNumber() + ": " + what);
    }

    private static String shortened(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("Message: ");
        String said = at < 0 ? message : message.substring(at + 9);
        return said.length() > 120 ? said.substring(0, 120) + "…" : said;
    }
}
