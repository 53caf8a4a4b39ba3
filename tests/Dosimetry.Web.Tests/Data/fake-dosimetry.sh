#!/bin/bash
# Stands for the dosimetry program in tests of the pages: `shard FOLDER 0` on an import job publishes the prepared outcome beside this script.
# A file named refuse.txt among the uploads makes it refuse, as the real import refuses what it cannot read.
here="$(cd "$(dirname "$0")" && pwd)"
[ "$1" = shard ] || exit 2
job="$2"
mkdir -p "$job/lock"
exec 9>"$job/lock/0000"; flock -n 9 || exit 3
beat() { printf '{"utc":"%s","processId":%d,"progress":{"fraction":%s,"stage":"%s"}}' "$(date -u +%FT%T.000Z)" $$ "$1" "$2" > "$job/beat/0000.tmp"; mv "$job/beat/0000.tmp" "$job/beat/0000.json"; }
end() { printf '%s' "$1" > "$job/parts/0000.tmp"; mv "$job/parts/0000.tmp" "$job/parts/0000.json"; }
for step in 1 2 3 4; do
  [ -e "$job/cancel" ] && { end '{"index":0,"outcome":"cancelled","files":{},"seconds":0,"host":"test"}'; exit 5; }
  beat "0.$((step * 2))" "Reading files"; sleep 0.4
done
if grep -rqs "please refuse" "$job/input/files"; then
  end '{"index":0,"outcome":"refused","finding":{"severity":"error","code":"IMPORT.NOT_DICOM","text":"None of the files is DICOM. Upload the folder that the scanner exported."},"files":{},"seconds":1,"host":"test"}'
  exit 3
fi
mkdir -p "$job/result"; cp "$here/import.json" "$job/result/import.json"
end "{\"index\":0,\"outcome\":\"done\",\"files\":{\"import.json\":\"$(sha256sum < "$job/result/import.json" | cut -d' ' -f1)\"},\"seconds\":1,\"host\":\"test\"}"
