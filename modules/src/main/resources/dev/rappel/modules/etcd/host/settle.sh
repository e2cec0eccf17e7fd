# systemd reads its files again; $@ the files whose SELinux context follows from their place
for f in "$@"; do
  if [ -e "$f" ] && command -v restorecon > /dev/null 2>&1; then restorecon -- "$f"; fi
done
systemctl daemon-reload
