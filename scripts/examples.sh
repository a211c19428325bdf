# To be sourced with `here` = this repository. Sets `jar` to the examples with everything inside, built when it is missing or older than its sources, and JAVA_HOME.
. "$here/scripts/jdk.sh"
use_jdk
jar=$here/examples/target/examples.jar

needs_building() {
    [ ! -f "$jar" ] || [ -n "$(find "$here" -path '*/target' -prune -o -path '*/node_modules' -prune -o -newer "$jar" -type f \
        \( -path '*/src/main/*' -o -name pom.xml \) -print -quit)" ]
}

if needs_building; then
    "$here/scripts/need" mvn node npm
    echo "Building the chat (about a minute the first time) ..." >&2
    mvn -f "$here" -q -B -ntp -DskipTests -pl examples -am package
fi
