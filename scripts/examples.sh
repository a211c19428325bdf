# To be sourced with `here` = this repository and `module` = the folder of an example. Sets `jar` to the example with everything inside, built when it is missing or older
# than its sources, and JAVA_HOME.
. "$here/scripts/jdk.sh"
use_jdk
jar=$here/$module/target/$(basename "$module").jar

needs_building() {
    [ ! -f "$jar" ] || [ -n "$(find "$here" -path '*/target' -prune -o -path '*/node_modules' -prune -o -newer "$jar" -type f \
        \( -path '*/src/main/*' -o -name pom.xml \) -print -quit)" ]
}

if needs_building; then
    "$here/scripts/need" mvn node npm
    echo "Building the example (about a minute the first time) ..." >&2
    mvn -f "$here" -q -B -ntp -DskipTests -pl "$module" -am package
fi
