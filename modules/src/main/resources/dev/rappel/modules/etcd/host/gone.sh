# $1 a file that was not there before
rm -f -- "$1"
systemctl daemon-reload
