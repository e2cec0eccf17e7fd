# Puts a staged program in the place of an installed one. $1 its path, $2 the staged one, $3 where
# the old one stays
new=$1.rappel-new
rm -f -- "$new"
# Another name for the same file costs nothing; on another file system it must be a copy.
{ ln -P -- "$2" "$new" 2>/dev/null || nice -n 10 cp -- "$2" "$new"; } &&
  chown --reference="$1" -- "$new" &&
  chmod --reference="$1" -- "$new" || exit
if [ -e /sys/fs/selinux/enforce ]; then chcon --reference="$1" -- "$new" || exit; fi
sync -- "$new" 2>/dev/null || sync
# The name may be a link to a folder of one version: then the link stays, under the other name.
rm -f -- "$3"
ln -P -- "$1" "$3" 2>/dev/null || cp -pP -- "$1" "$3" || exit
mv -f -T -- "$new" "$1"
