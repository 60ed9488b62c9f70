#!/usr/bin/env bash
# Starts and stops a server for a script. Source it.

SERVER_PID=
SERVER_ADDRESS=
SERVER_START_SECONDS_MAX=60

# server_start DATA PORT LOG: starts `assay serve` in the background and waits for its ready line;
# sets SERVER_PID and SERVER_ADDRESS. Fails, with SERVER_PID empty, when the server ends before it is ready.
server_start() {
  local data=$1 port=$2 log=$3 ready deadline
  ready=$log.ready
  : >"$ready"
  # Job control off or on, the server must not get the Ctrl-C meant for the script: the script stops it itself.
  (trap '' INT; exec "$ASSAY_ROOT/assay" serve --host 127.0.0.1 --port "$port" --data "$data" >"$ready" 2>"$log" </dev/null) &
  SERVER_PID=$!
  deadline=$((SECONDS + SERVER_START_SECONDS_MAX))
  while [ $SECONDS -lt $deadline ]; do
    SERVER_ADDRESS=$(sed -n 's/^Assay is ready at \(http[^ ]*\).*/\1/p' "$ready")
    if [ -n "$SERVER_ADDRESS" ]; then
      return 0
    fi
    kill -0 "$SERVER_PID" 2>/dev/null || break
    sleep 0.1
  done
  server_stop
  return 1
}

# Stops the server that server_start started, if it runs, and waits until it is gone. A server that was told to stop
# ends with the status of the signal, which is no failure here.
server_stop() {
  [ -n "$SERVER_PID" ] || return 0
  kill "$SERVER_PID" 2>/dev/null || true
  wait "$SERVER_PID" 2>/dev/null || true
  SERVER_PID=
}
