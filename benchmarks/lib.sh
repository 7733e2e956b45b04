# What the scripts of this folder share: sets root, benchmarks_jar and java. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
benchmarks_jar=$root/benchmarks/target/benchmarks.jar
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

# Builds target/benchmarks.jar if it is missing or older than a source.
build_benchmarks() {
    if [ -f "$benchmarks_jar" ] && [ -z "$(find "$root"/pom.xml "$root"/{image-*,benchmarks}/{pom.xml,src/main} \
        -newer "$benchmarks_jar" -print -quit)" ]; then
        return
    fi
    echo 'building benchmarks/target/benchmarks.jar ...' >&2
    (cd "$root" && mvn -q -B -DskipTests -Dspotless.check.skip -pl benchmarks -am package) >&2
}
