#!/bin/sh
# Installs what lies beside this script into a virtual environment. It asks no index and no network.
#   sh install.sh [FOLDER]     FOLDER: where the environment is made (default: .venv beside this script)
#   PYTHON=python3.11 sh install.sh     another Python than python3
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$here/.venv}
python=${PYTHON:-python3}
wanted=$(cat "$here/python-version")

stop() {
  echo "$1" >&2
  exit 1
}

found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) ||
  stop "$python がありません。Python $wanted を入れるか、PYTHON=… で場所を指定してください。"
[ "$found" = "$wanted" ] ||
  stop "Python $found ではなく $wanted が要ります。PYTHON=python$wanted sh install.sh のように指定してください。"
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS) >&2 ||
  stop "ファイルが作ったときと違います。もう一度コピーし直してください。"

[ -x "$target/bin/python" ] || "$python" -m venv "$target" ||
  stop "$target に環境を作れません。python3-venv があるか、書ける場所かを確かめてください。"
# neither settings nor the environment of whoever runs this may name an index
PIP_CONFIG_FILE=/dev/null PIP_NO_INDEX=1 "$target/bin/python" -m pip install --quiet \
  --disable-pip-version-check --no-index --find-links "$here/wheels" \
  --constraint "$here/constraints.txt" --upgrade keikaku-graph ||
  stop "入れられませんでした。空き容量を確かめて、もう一度実行してください。"

echo "入りました。次のように使います:"
echo "  $target/bin/keikaku build $here/corpus"
echo "  $target/bin/keikaku serve"
