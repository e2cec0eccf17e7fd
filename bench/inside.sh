#!/bin/sh
# The inside, warm, with JMH; words go to JMH:   bench/inside.sh plans -p hosts=200
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
. "$top/.mvn/jdk.sh"
jdk_find bench/inside.sh || exit 64
libraries=$top/bench/target/libraries
[ -s "$libraries" ] || (cd "$top" && mvn -B -ntp -q -pl bench -am compile dependency:build-classpath -Dmdep.outputFile=target/libraries -Dmdep.includeScope=runtime -Dspotless.check.skip=true)
exec "$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow -cp "$top/bench/target/classes:$(cat "$libraries")" org.openjdk.jmh.Main "$@"
