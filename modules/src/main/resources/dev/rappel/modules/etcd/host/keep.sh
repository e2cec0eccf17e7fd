# $1 a file, $2 where its text is kept for people
[ ! -f "$1" ] || cp -p -- "$1" "$2"
