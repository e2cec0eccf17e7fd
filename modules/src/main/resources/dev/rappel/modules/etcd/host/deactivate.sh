# Puts the old program back. $1 its path, $2 where it stayed
rm -f -- "$1.rappel-new"
if [ -e "$2" ] || [ -L "$2" ]; then mv -f -T -- "$2" "$1"; fi
