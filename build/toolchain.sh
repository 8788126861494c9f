# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# Sourced by quickstart, benchmark and verify: finds what they need and says what is missing.
#
#   find_jdk    sets and exports JAVA_HOME to a JDK 21 or later
#   find_maven  checks that mvn is 3.8 or later
#   own_version prints the version of this bundle
#   use_utf8    makes Java read file names as UTF-8
#   build       builds modules with Maven when their sources are newer than the last build
#   package     builds modules with Maven

MIN_JAVA=21

say() {
    printf '%s\n' "$*" >&2
}

# The major version of the JDK in a folder; nothing when there is no JDK in it.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    version=
    if [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1)
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p' | head -n 1)
    fi
    printf '%s' "$version"
}

# Takes the folder as JAVA_HOME if it holds a JDK that will do.
try_jdk() {
    version=$(jdk_version "$1")
    [ -n "$version" ] && [ "$version" -ge "$MIN_JAVA" ] || return 1
    JAVA_HOME=$1
    export JAVA_HOME
}

find_jdk() {
    if [ -n "${JAVA_HOME:-}" ] && try_jdk "$JAVA_HOME"; then
        return
    fi
    if [ -x /usr/libexec/java_home ]; then
        home=$(/usr/libexec/java_home -v "$MIN_JAVA+" 2>/dev/null) && try_jdk "$home" && return
    fi
    for home in \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
        "$HOME"/.local/share/mise/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
        try_jdk "$home" && return
    done
    if command -v javac >/dev/null 2>&1; then
        home=$(javac -J-XshowSettings:properties -version 2>&1 \
            | sed -n 's/^ *java\.home = //p' | head -n 1)
        try_jdk "$home" && return
    fi
    say "This needs a JDK $MIN_JAVA or later, and none was found: not in JAVA_HOME${JAVA_HOME:+ ($JAVA_HOME)},"
    say "not in the usual folders of Linux and macOS, not on the PATH."
    say "Get one:"
    case $(uname -s) in
        Darwin)
            say "    brew install openjdk@$MIN_JAVA"
            ;;
        *)
            say "    Debian, Ubuntu:  sudo apt-get install openjdk-$MIN_JAVA-jdk-headless"
            say "    Fedora:          sudo dnf install java-$MIN_JAVA-openjdk-devel"
            say "    Alpine:          apk add openjdk$MIN_JAVA"
            ;;
    esac
    say "    any system:      https://adoptium.net/temurin/releases/?version=$MIN_JAVA"
    say "or set JAVA_HOME to one you have."
    exit 2
}

find_maven() {
    if ! command -v mvn >/dev/null 2>&1; then
        say "This needs Maven 3.8 or later, and there is no mvn on the PATH."
        say "Get it:"
        case $(uname -s) in
            Darwin) say "    brew install maven" ;;
            *)
                say "    Debian, Ubuntu:  sudo apt-get install maven"
                say "    Fedora:          sudo dnf install maven"
                say "    Alpine:          apk add maven"
                ;;
        esac
        say "    any system:      https://maven.apache.org/install.html"
        exit 2
    fi
    maven=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    case $maven in
        '' | [012].* | 3.[0-7])
            say "This needs Maven 3.8 or later; $(command -v mvn) is ${maven:-of no version that could be read}."
            say "Get a later one: https://maven.apache.org/install.html"
            exit 2
            ;;
    esac
}

own_version() {
    sed -n 's|^    <version>\(.*\)</version>|nifi-userimport \1|p' "$here/pom.xml"
}

# What mvn has to be told on this machine, as one word or none.
maven_platform() {
    if [ -f /etc/alpine-release ]; then
        case $(uname -m) in
            x86_64) echo -Dembedded-postgres.platform=linux-amd64-alpine ;;
            aarch64) echo -Dembedded-postgres.platform=linux-arm64v8-alpine ;;
        esac
    fi
}

# In a locale without it Java cannot open files whose names are not ASCII.
use_utf8() {
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        *UTF-8* | *utf8* | *UTF8* | *utf-8*) ;;
        *)
            if [ "$(uname -s)" = Darwin ]; then
                LC_ALL=en_US.UTF-8
            else
                LC_ALL=C.UTF-8
            fi
            export LC_ALL
            ;;
    esac
}

# build STAMP LOG FOLDERS MAVEN_ARGUMENT...
#
# FOLDERS are the sources, below $here, with spaces between. STAMP is touched when they are built.
build() {
    stamp=$1
    log=$2
    sources=$3
    shift 3
    is_built && return
    find_maven
    mkdir -p "$(dirname -- "$stamp")"
    take_build_lock
    # Whoever had the lock may have built the same.
    if ! is_built; then
        say "Building (the first time takes some minutes) …"
        : >"$stamp.new"
        package "$here" "$log" "$@"
        mv "$stamp.new" "$stamp"
    fi
    release_build_lock
}

# package PROJECT LOG MAVEN_ARGUMENT...
#
# Packages modules, and those that they need; find_maven comes first.
package() {
    project=$1
    log=$2
    shift 2
    # MAVEN_ARGS is for Maven to split; Maven 3.9 and later reads it by itself.
    case $maven in
        3.8) arguments=${MAVEN_ARGS:-} ;;
        *) arguments= ;;
    esac
    # shellcheck disable=SC2046,SC2086
    if ! mvn -f "$project/pom.xml" --batch-mode -Dstyle.color=never $(maven_platform) $arguments \
        "$@" -am -DskipTests package >"$log" 2>&1; then
        grep '^\[ERROR\]' "$log" >&2 || tail -n 40 "$log" >&2
        say "The build failed; all of its output is in $log"
        exit 1
    fi
}

# Folders are looked at too: their times change when a file in them goes away.
is_built() {
    # shellcheck disable=SC2086
    [ -f "$stamp" ] && [ -z "$(
        cd "$here" && find pom.xml nifi-userimport-*/pom.xml nifi-userimport-runtime/*/pom.xml $sources \
            -newer "$stamp" -print 2>/dev/null | head -n 1
    )" ]
}

# Two builds in one clone would write into the same folders. Making a folder succeeds for one only.
take_build_lock() {
    lock=$here/build/.lock
    waits=
    until mkdir "$lock" 2>/dev/null; do
        owner=$(cat "$lock/pid" 2>/dev/null || :)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            # Its owner was killed. Of several that find that out, one moves it away.
            if mv "$lock" "$lock.$$" 2>/dev/null; then
                # Unless another did, and has the lock now.
                [ "$(cat "$lock.$$/pid" 2>/dev/null)" = "$owner" ] || mv "$lock.$$" "$lock"
                rm -rf "$lock.$$"
            fi
            continue
        fi
        if [ -z "$waits" ]; then
            say "Waiting for another build in this folder (process ${owner:-unknown}; if there is none, remove $lock) …"
            waits=yes
        fi
        sleep 1
    done
    trap release_build_lock EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    echo "$$" >"$lock/pid"
}

release_build_lock() {
    rm -rf "$lock"
    trap - EXIT INT TERM HUP
}
