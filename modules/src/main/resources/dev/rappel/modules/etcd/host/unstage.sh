# $1 the folder of one version
rm -rf -- "$1"
