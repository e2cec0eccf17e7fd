# Sourced by ./mvnw and ./rappel: sets JAVA_HOME to a JDK 25 or newer, or explains what is missing.

# Prints the feature version ("25") that the `release` file of a Java home names; nothing where there is none.
jdk_feature() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_find() {
    jdk_path_java=$(command -v javac 2>/dev/null) && jdk_path_java=$(readlink -f "$jdk_path_java") || jdk_path_java=
    for jdk_home in "${JAVA_HOME:-}" "${jdk_path_java%/bin/javac}" \
        /usr/lib/jvm/* /usr/local/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ -n "$jdk_home" ] || continue
        jdk_version=$(jdk_feature "$jdk_home")
        if [ "${jdk_version:-0}" -ge 25 ]; then
            JAVA_HOME=$jdk_home
            export JAVA_HOME
            return 0
        fi
    done
    echo "$1: no JDK 25 or newer found." >&2
    echo "  looked at: JAVA_HOME (${JAVA_HOME:-not set}), javac on the PATH (${jdk_path_java:-none})," >&2
    echo "             /usr/lib/jvm, /usr/java, /opt/java, /opt/jdk*, ~/.sdkman, ~/.jdks, mise, asdf, macOS's own places" >&2
    echo "  help: install a JDK 25 (https://adoptium.net) and, if it lies elsewhere, export JAVA_HOME=/path/to/jdk-25" >&2
    return 1
}
