# What the scripts beside this file have in common. They set java, agent, classes, program and dir.

# Time for an agent or a tool to attach, the same for all.
attach_seconds=2

say() {
  echo "$(basename "$0"): $1" >&2
}

build_what_is_missing() {
  if [ ! -f "$agent" ] || [ ! -f "$classes/${program//.//}.class" ]; then
    say "building (mvn package, without tests)"
    mvn -B -ntp -q -DskipTests package
  fi
}

has() {
  command -v "$1" > /dev/null
}

# Leaves a variant out.
skip() {
  say "without $1: $2"
  local left=
  for v in $variants; do [ "$v" = "$1" ] || left+=" $v"; done
  variants=$left
}

# Starts java; the process id goes to $pid, its standard input is $in, its output $dir/out.
start_program() {
  rm -f "$dir/in" && mkfifo "$dir/in" && : > "$dir/out"
  "$java" -Xmx64m -Xlog:jfr+startup=error "$@" < "$dir/in" > "$dir/out" 2> "$dir/err" &
  job=$!
  exec {in}> "$dir/in"
  until pid=$(sed -n 's/^ready //p' "$dir/out") && [ -n "$pid" ]; do
    kill -0 "$job" 2> /dev/null || { cat "$dir/err" >&2; exit 1; }
    sleep 0.1
  done
}

# Lets the program begin, and prints the last line that it prints.
play() {
  echo go >&"$in"
  wait "$job"
  exec {in}>&-
  tail -n 1 "$dir/out"
}

run_tool() {
  "$@" > /dev/null 2>&1 &
  tool=$!
  sleep "$attach_seconds"
}

end_tool() {
  kill -INT "$tool" 2> /dev/null || true
  wait "$tool" || true
}

# The median of one column of a variant's results; and its lowest and highest value.
column() {
  cut -d ' ' -f "$2" "$dir/results.$1" | sort -n \
    | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)], v[1], v[NR] }'
}
