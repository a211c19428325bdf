# To be sourced. `use_jdk` points JAVA_HOME at a JDK 21 or newer, or says in one sentence that there is none.

java_feature() {
    local version
    version=$("$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
    case $version in 1.* | '') echo 0 ;; *) echo "$version" ;; esac
}

# The JDK that the user chose, if it is new enough; else the newest one in the usual places.
find_jdk() {
    local home best= best_version=20 version on_path
    on_path=$(command -v javac || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for home in "${JAVA_HOME:-}" "$on_path"; do
        if [ -n "$home" ] && [ -x "$home/bin/javac" ] && [ "$(java_feature "$home")" -ge 21 ]; then
            echo "$home"
            return
        fi
    done
    for home in "${JDK_HOME:-}" /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -x "$home/bin/javac" ] || continue
        version=$(java_feature "$home")
        if [ "$version" -gt "$best_version" ]; then
            best=$home best_version=$version
        fi
    done
    if [ -z "$best" ]; then
        echo "Sockeye needs a JDK 21 or newer, and none was found: install one (Debian: openjdk-21-jdk) or point JAVA_HOME at it." >&2
        return 1
    fi
    echo "$best"
}

use_jdk() {
    JAVA_HOME=$(find_jdk)
    if [ "$(java_feature "$JAVA_HOME")" -ge 24 ]; then # where Maven's own libraries make the JVM print warnings
        MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
    fi
    export JAVA_HOME MAVEN_OPTS
}
