package dev.parley.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's drawing as {@code ./mvnw -Pdiagrams test} makes it: SVG in which each shape bears its element's id. */
record Drawing(String svg) {
    /** Room for a shape and its neighbours, and no more: their words are to be read on a phone. */
    private static final int CLOSE_WIDTH = 460;

    private static final int CLOSE_HEIGHT = 280;
    private static final Pattern SIZE = Pattern.compile(" width=\"[^\"]*\" height=\"[^\"]*\" viewBox=\"[^\"]*\"");

    /** What a screen reader says of it. */
    Drawing titled(String title) {
        var escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        var end = svg.indexOf('>', svg.indexOf("<svg "));
        return new Drawing(
                svg.substring(0, end) + " role=\"img\"><title>" + escaped + "</title>" + svg.substring(end + 1));
    }

    /** With a frame around this element's shape and a flag on it: not by colour alone. */
    Drawing marked(String element, String flag) {
        var shape = shape(element);
        var frame = "<rect x=\"-7\" y=\"-7\" width=\"" + (side(shape, "width") + 14) + "\" height=\""
                + (side(shape, "height") + 14) + "\" rx=\"15\" fill=\"none\" stroke=\"#0b57a4\" stroke-width=\"5\"/>";
        var words = "<rect x=\"-9\" y=\"-37\" width=\"112\" height=\"28\" rx=\"4\" fill=\"#0b57a4\"/>"
                + "<text x=\"47\" y=\"-18\" text-anchor=\"middle\" font-family=\"Arial, sans-serif\" font-size=\"15\""
                + " font-weight=\"bold\" fill=\"white\">" + flag + "</text>";
        var filled = shape.group("visual").replaceFirst("fill=\"white\"", "fill=\"#fff3c4\"");
        return new Drawing(svg.substring(0, shape.start("visual"))
                + filled
                + "<g class=\"here\">" + frame + words + "</g>"
                + svg.substring(shape.end()));
    }

    /** The part around this element's shape. */
    Drawing closeUp(String element) {
        var shape = shape(element);
        var left = Integer.parseInt(shape.group("x")) + (side(shape, "width") - CLOSE_WIDTH) / 2;
        var top = Integer.parseInt(shape.group("y")) + (side(shape, "height") - CLOSE_HEIGHT) / 2;
        return new Drawing(SIZE.matcher(svg)
                .replaceFirst(" width=\"" + CLOSE_WIDTH + "\" height=\"" + CLOSE_HEIGHT + "\" viewBox=\"" + left + " "
                        + top + " " + CLOSE_WIDTH + " " + CLOSE_HEIGHT + "\""));
    }

    /** The outline is drawn 6 around the shape. */
    private static int side(Matcher shape, String name) {
        return Integer.parseInt(shape.group(name)) - 12;
    }

    private Matcher shape(String element) {
        var shape = Pattern.compile(
                        "data-element-id=\"" + Pattern.quote(element)
                                + "\" transform=\"matrix\\(1 0 0 1 (?<x>\\d+) (?<y>\\d+)\\)\">(?<visual>.*?)"
                                + "<rect x=\"-6\" y=\"-6\" width=\"(?<width>\\d+)\" height=\"(?<height>\\d+)\" class=\"djs-outline\" fill=\"none\"/>")
                .matcher(svg);
        if (!shape.find()) throw new IllegalStateException("not drawn: " + element);
        return shape;
    }
}
