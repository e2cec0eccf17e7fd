# $1 a folder that must be there
mkdir -p -m 0755 -- "$1"
