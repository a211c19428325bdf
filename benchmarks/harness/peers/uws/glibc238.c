/* The build of uWebSockets.js in the npm package wants three symbols of glibc 2.38; older systems (Debian 12) get them
 * from here, by LD_PRELOAD. They differ from the old ones only in that they know binary literals ("0b1").
 * Build: cc -std=c99 -O2 -shared -fPIC -o glibc238.so glibc238.c        (C99, so that the names below aren't mapped back) */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

long __isoc23_strtol(const char *s, char **end, int base) { return strtol(s, end, base); }

unsigned long __isoc23_strtoul(const char *s, char **end, int base) { return strtoul(s, end, base); }

int __isoc23_sscanf(const char *s, const char *format, ...) {
  va_list a;
  va_start(a, format);
  int n = vsscanf(s, format, a);
  va_end(a);
  return n;
}
