package dev.rappel.engine.inventory;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host's name with an optional port, as inventories write it: {@code web1}, {@code web1:2222},
 * {@code 2001:db8::1}, {@code [2001:db8::1]:22}. Ranges may still be in the name.
 *
 * @param name the name without brackets and port
 * @param from where the name begins in the text
 * @param port the digits of the port; empty where there is none
 */
record HostName(String name, int from, String port) {

    /** Takes the port off; never fails, because every text is some name. */
    static HostName split(String text) {
        int bracket = text.startsWith("[") ? text.lastIndexOf("]:") : -1;
        if (bracket > 1 && isDigits(text, bracket + 2)) {
            String inner = text.substring(1, bracket);
            if (inner.indexOf('[') < 0 || isIpv6(inner.substring(0, inner.indexOf('[')) + "1")) {
                return new HostName(inner, 1, text.substring(bracket + 2));
            }
        }
        int colon = firstColonOutsideBrackets(text);
        return colon >= 0 && isDigits(text, colon + 1)
                ? new HostName(text.substring(0, colon), 0, text.substring(colon + 1))
                : new HostName(text, 0, "");
    }

    private static boolean isDigits(String text, int from) {
        return from < text.length()
                && text.substring(from).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int firstColonOutsideBrackets(String text) {
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[') {
                inside = true;
            } else if (c == ']') {
                inside = false;
            } else if (c == ':' && !inside) {
                return i;
            }
        }
        return -1;
    }

    /** The port as a number; empty if it is not one from 1 to 65535. */
    OptionalInt portNumber() {
        return port(port);
    }

    /** A port from its digits; empty if they are not a number from 1 to 65535. */
    static OptionalInt port(String digits) {
        if (digits.length() > 9 || !isDigits(digits, 0)) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(digits);
        return number >= 1 && number <= 65535 ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /**
     * Why a name, its ranges expanded, cannot be a host's; empty if it can. Names go into host
     * patterns, into file names and to {@code ssh}, so what means something else there is refused.
     */
    static Optional<String> objection(String name) {
        if (name.isEmpty()) {
            return Optional.of("a host needs a name");
        }
        if (name.startsWith("-")) {
            return Optional.of("ssh would take a name that begins with `-` for an option");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                return Optional.of("a host's name cannot contain blanks");
            }
            if ("[]*?!&~,;|<>()\"'`$\\{}=@/#".indexOf(c) >= 0) {
                return Optional.of("a host's name cannot contain `" + c + "`");
            }
        }
        if (name.indexOf(':') >= 0 && !isIpv6(name)) {
            return Optional.of("a host's name cannot contain `:` unless it is an IPv6 address");
        }
        return Optional.empty();
    }

    /** Whether the text is an IPv6 address, with or without a zone. */
    static boolean isIpv6(String text) {
        int zone = text.indexOf('%');
        String address = zone > 0 ? text.substring(0, zone) : text;
        int gap = address.indexOf("::");
        if (gap < 0) {
            return pieces(address) == 8;
        }
        String left = address.substring(0, gap);
        String right = address.substring(gap + 2);
        int before = left.isEmpty() ? 0 : pieces(left);
        int after = right.isEmpty() ? 0 : pieces(right);
        return before >= 0
                && after >= 0
                && before + after <= 7
                && (left.isEmpty() || left.indexOf('.') < 0);
    }

    /** How many groups of 16 bits the text holds; -1 if it is not a row of them. */
    private static int pieces(String text) {
        String[] pieces = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < pieces.length; i++) {
            if (i == pieces.length - 1 && pieces[i].indexOf('.') >= 0) {
                if (!isIpv4(pieces[i])) {
                    return -1;
                }
                count += 2;
            } else if (isHex(pieces[i])) {
                count++;
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean isHex(String piece) {
        return !piece.isEmpty()
                && piece.length() <= 4
                && piece.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
    }

    static boolean isIpv4(String text) {
        String[] bytes = text.split("\\.", -1);
        if (bytes.length != 4) {
            return false;
        }
        for (String one : bytes) {
            if (!isDigits(one, 0) || one.length() > 3 || Integer.parseInt(one) > 255) {
                return false;
            }
        }
        return true;
    }
}
