/*
 * sioload - load generator for Socket.IO v5 / Engine.IO v4 servers.
 *
 * One thread, epoll, no dependencies beyond libc.  The WebSocket, HTTP,
 * Engine.IO and Socket.IO client sides are hand-written and minimal: replies
 * are compared byte for byte with what was sent (a sequence number is part of
 * every payload), so a server cannot be fast by being wrong.
 *
 * Build: cc -O2 -o sioload sioload.c -lm
 * Usage: sioload SCENARIO --port P [options]     (see usage() below)
 * Output: one JSON object on one line of stdout for each measurement.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ------------------------------------------------------------------ util */

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;

static void die(const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  fprintf(stderr, "sioload: ");
  vfprintf(stderr, fmt, ap);
  fputc('\n', stderr);
  va_end(ap);
  exit(2);
}

static u64 now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (u64)t.tv_sec * 1000000000ull + (u64)t.tv_nsec;
}

static void *xalloc(size_t n) {
  void *p = calloc(1, n ? n : 1);
  if (!p) die("out of memory");
  return p;
}

/* log-linear histogram: 64 buckets per power of two (error < 1.6 %) */
#define HN (64 * 60)
typedef struct { u64 n, max, b[HN]; } hist;
static int hidx(u64 v) {
  if (v < 64) return (int)v;
  int e = 63 - __builtin_clzll(v);
  return (e - 5) * 64 + (int)((v >> (e - 6)) & 63);
}
static u64 hval(int i) {
  if (i < 64) return (u64)i;
  int e = i / 64 + 5;
  return (1ull << e) + ((u64)(i % 64) << (e - 6)) + ((1ull << (e - 6)) >> 1);
}
static void hadd(hist *h, u64 v) {
  h->b[hidx(v)]++;
  h->n++;
  if (v > h->max) h->max = v;
}
static double hpct(const hist *h, double p) { /* microseconds */
  if (!h->n) return 0;
  u64 want = (u64)ceil(p / 100.0 * (double)h->n), c = 0;
  if (want < 1) want = 1;
  for (int i = 0; i < HN; i++) {
    c += h->b[i];
    if (c >= want) {
      u64 v = hval(i);
      return (double)(v > h->max ? h->max : v) / 1e3;
    }
  }
  return (double)h->max / 1e3;
}

/* --------------------------------------------------------------- options */

static const char *scenario, *opt_label = "", *opt_peer = "", *opt_hook = NULL;
static const char *opt_path = "/socket.io/", *opt_payload = "string";
static int opt_port = 0, opt_pid = 0, opt_conns = 64, opt_window = 1, opt_size = 32;
static int opt_inflight = 64, opt_rooms = 1000, opt_cpu = -1, opt_upgrade = 0, opt_count = 0, opt_browser = 0, opt_room = 0;
static double opt_warm = 1, opt_dur = 3, opt_rate = 0, opt_settle = 5, opt_idle = 0;

static void usage(void) {
  fprintf(stderr,
          "sioload SCENARIO --port P [options]\n"
          " scenarios: echo ack bin bcast idle connect polling rooms check\n"
          " --pid PID       server process, for CPU seconds and RSS\n"
          " --conns N       connections (64)       --window W  outstanding per connection (1)\n"
          " --size S        payload bytes (32)     --payload string|object\n"
          " --rate R        fixed total rate, messages/s, latency from the intended send time\n"
          " --warm S        seconds not counted (1) --dur S    seconds measured (3)\n"
          " --inflight K    concurrent handshakes (64)\n"
          " --upgrade 1     connect: polling first, then websocket upgrade\n"
          " --browser 1     websocket handshakes with the headers of a browser\n"
          " --settle S      idle: wait before RSS (5)  --idle S   idle: CPU over S seconds\n"
          " --hook CMD      idle: command run before each RSS reading (e.g. a forced GC)\n"
          " --rooms N       rooms: number of room names (1000)\n"
          " --room 1        bcast: every client joins one room, and the message goes to the room\n"
          " --count N       bcast: stop after N measured broadcasts (0: by time)\n"
          " --cpu N         pin to this core       --path P    (/socket.io/)\n"
          " --label L --peer P   copied to the JSON line\n");
  exit(2);
}

/* ---------------------------------------------------------- server stats */

typedef struct { double cpu_s, sys_s; long rss_kb; } pstat;

static pstat server_stat(void) {
  pstat p = {0, 0, 0};
  if (!opt_pid) return p;
  char f[64], b[4096];
  snprintf(f, sizeof f, "/proc/%d/stat", opt_pid);
  FILE *fp = fopen(f, "r");
  if (!fp) die("server process %d is gone", opt_pid);
  size_t n = fread(b, 1, sizeof b - 1, fp);
  fclose(fp);
  b[n] = 0;
  char *q = strrchr(b, ')');
  u64 ut = 0, st = 0;
  if (q) sscanf(q + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %" SCNu64 " %" SCNu64, &ut, &st);
  p.cpu_s = (double)(ut + st) / (double)sysconf(_SC_CLK_TCK);
  p.sys_s = (double)st / (double)sysconf(_SC_CLK_TCK);
  snprintf(f, sizeof f, "/proc/%d/status", opt_pid);
  fp = fopen(f, "r");
  if (fp) {
    while (fgets(b, sizeof b, fp))
      if (!strncmp(b, "VmRSS:", 6)) p.rss_kb = atol(b + 6);
    fclose(fp);
  }
  return p;
}

/* busy seconds of the whole machine, to see what other processes took */
static double machine_busy(void) {
  FILE *fp = fopen("/proc/stat", "r");
  if (!fp) return 0;
  u64 v[8] = {0};
  int n = fscanf(fp, "cpu %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64, &v[0],
                 &v[1], &v[2], &v[3], &v[4], &v[5], &v[6], &v[7]);
  fclose(fp);
  if (n < 7) return 0;
  return (double)(v[0] + v[1] + v[2] + v[5] + v[6] + v[7]) / (double)sysconf(_SC_CLK_TCK);
}

static double own_cpu(void) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return (double)r.ru_utime.tv_sec + (double)r.ru_stime.tv_sec +
         (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* ------------------------------------------------------------ connection */

enum { M_HTTP, M_WS };
enum { ST_IDLE, ST_CONNECT, ST_UP, ST_DEAD };

typedef struct sess sess;
typedef struct conn {
  int fd;
  u8 tcp, mode, want_out, used, busy;
  sess *s;
  u8 *rx;
  u32 rxlen, rxcap;
  u8 *tx;
  u32 txlen, txoff, txcap;
  u8 *frag;
  u32 fraglen, fragcap;
  u8 fragop;
  char *req; /* HTTP: request under way, kept for a retry */
  u32 reqlen;
} conn;

enum { S_NEW, S_OPEN, S_POST40, S_GET40, S_NSP, S_PROBE, S_UPACK, S_JOIN, S_READY, S_CLOSING, S_DONE };

struct sess {
  u32 idx;
  u8 st, pong, getdone, postdone, gotev, binwait;
  conn w, h, h2; /* websocket, polling GET, polling POST */
  char sid[64];
  u32 seq_tx, seq_rx, out;
  u64 t0;
  u64 *ring;
  u32 rcap;
  u32 bseen;
};

static int ep;
static sess *S;
static int nS;
static u8 *SB;
static const u32 SBCAP = 1 << 20;
static u64 g_now;
static int n_ready, n_opening, next_open;
static bool measuring, stopping, http_noreuse;
static u64 cnt, bad, errors_, reconnects, pings, dropped, noclose, quirks;
static hist H, HL;
static const u8 KEY[4] = {0x5a, 0xc3, 0x17, 0x9e};

static void on_http(conn *c, int status, u8 *body, u32 len);
static void on_ws(sess *s, int op, u8 *d, u32 len);
static void on_ws_up(sess *s);
static void on_closed(conn *c, bool answered);

static void ep_set(conn *c) {
  struct epoll_event e;
  e.events = EPOLLIN | (c->want_out ? EPOLLOUT : 0);
  e.data.ptr = c;
  if (epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e) < 0) die("epoll mod: %s", strerror(errno));
}

static void conn_close(conn *c) {
  if (c->tcp == ST_CONNECT || c->tcp == ST_UP) close(c->fd);
  c->tcp = ST_DEAD;
  c->rxlen = c->txlen = c->txoff = c->fraglen = 0;
  c->want_out = 0;
}

static void conn_open(conn *c, u8 mode) {
  struct sockaddr_in a;
  memset(&a, 0, sizeof a);
  a.sin_family = AF_INET;
  a.sin_port = htons((u_short)opt_port);
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (c->fd < 0) die("socket: %s", strerror(errno));
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  c->mode = mode;
  c->used = 0;
  c->rxlen = c->txlen = c->txoff = c->fraglen = 0;
  int r = connect(c->fd, (struct sockaddr *)&a, sizeof a);
  if (r < 0 && errno != EINPROGRESS) die("connect: %s", strerror(errno));
  c->tcp = r == 0 ? ST_UP : ST_CONNECT;
  c->want_out = c->tcp == ST_CONNECT;
  struct epoll_event e;
  e.events = EPOLLIN | (c->want_out ? EPOLLOUT : 0);
  e.data.ptr = c;
  if (epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e) < 0) die("epoll add: %s", strerror(errno));
}

static u8 *tx_room(conn *c, u32 n) {
  if (c->txoff && c->txoff == c->txlen) c->txoff = c->txlen = 0;
  if (c->txlen + n > c->txcap) {
    u32 cap = c->txcap ? c->txcap : 512;
    while (cap < c->txlen + n) cap *= 2;
    c->tx = realloc(c->tx, cap);
    if (!c->tx) die("out of memory");
    c->txcap = cap;
  }
  return c->tx + c->txlen;
}

static void tx_flush(conn *c) {
  if (c->tcp != ST_UP) return;
  while (c->txoff < c->txlen) {
    ssize_t n = write(c->fd, c->tx + c->txoff, c->txlen - c->txoff);
    if (n < 0) {
      if (errno == EAGAIN) {
        if (!c->want_out) { c->want_out = 1; ep_set(c); }
        return;
      }
      return; /* the read side will see the error */
    }
    c->txoff += (u32)n;
  }
  c->txoff = c->txlen = 0;
  if (c->want_out) { c->want_out = 0; ep_set(c); }
}

static void tx_put(conn *c, const void *d, u32 n) {
  memcpy(tx_room(c, n), d, n);
  c->txlen += n;
}

/* ---------------------------------------------------- client ws framing */

static u32 ws_head(u8 *o, int op, u32 len) {
  o[0] = (u8)(0x80 | op);
  u32 h;
  if (len < 126) { o[1] = (u8)(0x80 | len); h = 2; }
  else if (len < 65536) { o[1] = 0x80 | 126; o[2] = (u8)(len >> 8); o[3] = (u8)len; h = 4; }
  else {
    o[1] = 0x80 | 127;
    memset(o + 2, 0, 4);
    o[6] = (u8)(len >> 24); o[7] = (u8)(len >> 16); o[8] = (u8)(len >> 8); o[9] = (u8)len;
    h = 10;
  }
  memcpy(o + h, KEY, 4);
  return h + 4;
}

static void ws_send(conn *c, int op, const void *d, u32 len) {
  u8 *o = tx_room(c, len + 14);
  u32 h = ws_head(o, op, len);
  for (u32 i = 0; i < len; i++) o[h + i] = ((const u8 *)d)[i] ^ KEY[i & 3];
  c->txlen += h + len;
}
static void ws_text(conn *c, const char *t) { ws_send(c, 1, t, (u32)strlen(t)); }

/* A prepared request: one or two frames already masked, with the places of
 * the sequence digits (and of the ack id) to patch. */
typedef struct {
  u8 *b;
  u32 len, seq_at, seq_mask, id_at, id_mask;
  bool raw_seq;
} tmpl;
static tmpl T, T2;
static u8 *EXP; /* expected reply (text), patched in place */
static u32 EXPLEN, EXP_SEQ, EXP_ID;

static void put_dec(u8 *o, u32 v, int w) {
  while (w--) { o[w] = (u8)('0' + v % 10); v /= 10; }
}

static char *make_payload(int size, u32 *seq_off) {
  char *p;
  if (!strcmp(opt_payload, "object")) {
    /* a chat message, the 'text' padded so that the whole is about `size` */
    const char *f = "{\"id\":\"00000000\",\"user\":\"alice\",\"room\":\"general\",\"ts\":1700000000000,"
                    "\"edited\":false,\"tags\":[\"a\",\"b\"],\"pos\":{\"x\":12,\"y\":-7},\"text\":\"%s\"}";
    int pad = size - (int)strlen(f) + 2;
    if (pad < 8) pad = 8;
    char *t = xalloc((size_t)pad + 1);
    for (int i = 0; i < pad; i++) t[i] = "the quick brown fox jumps over a lazy dog, "[i % 43];
    if (asprintf(&p, f, t) < 0) die("oom");
    *seq_off = 7;
    return p;
  }
  if (size < 8) size = 8;
  p = xalloc((size_t)size + 3);
  p[0] = '"';
  for (int i = 0; i < size; i++) p[1 + i] = (char)('a' + i * 7 % 26);
  memcpy(p + 1, "00000000", 8);
  p[1 + size] = '"';
  *seq_off = 1;
  return p;
}

/* text: message text (starting with "42"); marks are offsets inside it */
static tmpl make_tmpl(const char *text, u32 seq_off, int id_off, const u8 *bin, u32 binlen) {
  tmpl t;
  memset(&t, 0, sizeof t);
  u32 n = (u32)strlen(text);
  t.b = xalloc(n + binlen + 40);
  u32 h = ws_head(t.b, 1, n);
  for (u32 i = 0; i < n; i++) t.b[h + i] = (u8)text[i] ^ KEY[i & 3];
  t.len = h + n;
  if (id_off >= 0) { t.id_at = h + (u32)id_off; t.id_mask = (u32)id_off; }
  if (bin) {
    u32 h2 = ws_head(t.b + t.len, 2, binlen);
    for (u32 i = 0; i < binlen; i++) t.b[t.len + h2 + i] = bin[i] ^ KEY[i & 3];
    t.seq_at = t.len + h2;
    t.seq_mask = 0;
    t.len += h2 + binlen;
  } else {
    t.seq_at = h + seq_off;
    t.seq_mask = seq_off;
  }
  return t;
}

static void patch_masked(u8 *at, u32 mask_off, u32 v, int w) {
  u8 d[12];
  put_dec(d, v, w);
  for (int i = 0; i < w; i++) at[i] = d[i] ^ KEY[(mask_off + (u32)i) & 3];
}

enum { SC_ECHO, SC_ACK, SC_BIN, SC_BCAST, SC_IDLE, SC_CONNECT, SC_POLLING, SC_ROOMS, SC_CHECK };
static int SC;
static char *PAY;
static u32 PAYLEN, PAY_SEQ;

static u32 ack_id(u32 seq) { return 100000 + seq % 900000; }

static void send_one(sess *s, u64 t) {
  tmpl *t1 = &T;
  if (SC == SC_ROOMS && (s->seq_tx & 1)) t1 = &T2;
  conn *c = &s->w;
  u8 *o = tx_room(c, t1->len);
  memcpy(o, t1->b, t1->len);
  c->txlen += t1->len;
  u32 seq = s->seq_tx;
  if (SC == SC_ROOMS) {
    u32 room = (s->idx * 7919u + (seq >> 1) * 31u) % (u32)opt_rooms;
    patch_masked(o + t1->seq_at, t1->seq_mask, room, 8);
    patch_masked(o + t1->id_at, t1->id_mask, ack_id(seq), 6);
  } else {
    patch_masked(o + t1->seq_at, t1->seq_mask, seq % 100000000u, 8);
    if (SC == SC_ACK) patch_masked(o + t1->id_at, t1->id_mask, ack_id(seq), 6);
  }
  s->ring[seq & (s->rcap - 1)] = t;
  s->seq_tx++;
  s->out++;
}

/* ------------------------------------------------------------ http client */

static void http_send(conn *c, const char *req, u32 len) {
  if (c->req != req) {
    free(c->req);
    c->req = xalloc(len);
    memcpy(c->req, req, len);
    c->reqlen = len;
  }
  if (c->tcp == ST_UP && (http_noreuse && c->used)) conn_close(c);
  if (c->tcp != ST_UP && c->tcp != ST_CONNECT) conn_open(c, M_HTTP);
  c->busy = 1;
  tx_put(c, c->req, c->reqlen);
  tx_flush(c);
}

static void http_get(sess *s, conn *c) {
  char b[512];
  int n = snprintf(b, sizeof b,
                   "GET %s?EIO=4&transport=polling%s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                   "Accept: */*\r\nUser-Agent: sioload\r\n\r\n",
                   opt_path, s->sid[0] ? "&sid=" : "", s->sid, opt_port);
  http_send(c, b, (u32)n);
}

static void http_post(sess *s, conn *c, const char *body, u32 len) {
  static char *b;
  static u32 cap;
  if (cap < len + 600) { cap = len + 600; b = realloc(b, cap); }
  int n = snprintf(b, 600,
                   "POST %s?EIO=4&transport=polling&sid=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                   "Accept: */*\r\nUser-Agent: sioload\r\nContent-Type: text/plain;charset=UTF-8\r\n"
                   "Content-Length: %u\r\n\r\n",
                   opt_path, s->sid, opt_port, len);
  memcpy(b + n, body, len);
  http_send(c, b, (u32)n + len);
}

/* With these the handshake has Host and ten more headers, in the order and with the texts of Chromium. The one that it
 * sends besides, Sec-WebSocket-Extensions, is left out: who compresses by default would be measured compressing. */
static const char BROWSER1[] =
    "Pragma: no-cache\r\nCache-Control: no-cache\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36\r\n";
static const char BROWSER2[] = "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-US,en;q=0.9\r\n";

static void ws_open(sess *s) {
  conn *c = &s->w;
  c->s = s;
  conn_open(c, M_HTTP);
  char b[1024];
  int n = snprintf(b, sizeof b,
                   "GET %s?EIO=4&transport=websocket%s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                   "Connection: Upgrade\r\n%sUpgrade: websocket\r\nOrigin: http://127.0.0.1:%d\r\n"
                   "Sec-WebSocket-Version: 13\r\n%s"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                   opt_path, s->sid[0] ? "&sid=" : "", s->sid, opt_port, opt_browser ? BROWSER1 : "User-Agent: sioload\r\n",
                   opt_port, opt_browser ? BROWSER2 : "");
  tx_put(c, b, (u32)n);
  tx_flush(c);
}

static bool ieq(const u8 *p, const char *lit, u32 n) { return !strncasecmp((const char *)p, lit, n); }

/* one HTTP response, or 0 when incomplete; fills the fields */
static u32 http_parse(u8 *b, u32 n, int *status, u8 **body, u32 *blen, bool *closehdr) {
  u8 *e = memmem(b, n, "\r\n\r\n", 4);
  if (!e) return 0;
  u32 hl = (u32)(e - b) + 4;
  *status = n > 12 ? atoi((char *)b + 9) : 0;
  *closehdr = false;
  long cl = -1;
  bool chunked = false;
  u8 *p = memchr(b, '\n', hl);
  while (p && p + 1 < b + hl) {
    p++;
    if (ieq(p, "content-length:", 15)) cl = atol((char *)p + 15);
    else if (ieq(p, "transfer-encoding:", 18)) chunked = memmem(p, 40, "chunked", 7) != NULL;
    else if (ieq(p, "connection: close", 17)) *closehdr = true;
    p = memchr(p, '\n', (size_t)(b + hl - p));
  }
  *body = b + hl;
  if (*status == 101 || *status == 204 || *status == 304) { *blen = 0; return hl; }
  if (chunked) {
    u32 i = hl, o = hl;
    /* first pass: is it complete?  second: compact in place */
    for (int pass = 0; pass < 2; pass++) {
      i = hl;
      o = hl;
      for (;;) {
        u8 *nl = i < n ? memmem(b + i, n - i, "\r\n", 2) : NULL;
        if (!nl) return 0;
        u32 sz = (u32)strtoul((char *)b + i, NULL, 16);
        u32 d = (u32)(nl - b) + 2;
        if (d + sz + 2 > n) return 0;
        if (pass) memmove(b + o, b + d, sz);
        o += sz;
        i = d + sz + 2;
        if (!sz) break;
      }
    }
    *blen = o - hl;
    return i;
  }
  if (cl < 0) { *blen = 0; return hl; }
  if (hl + (u32)cl > n) return 0;
  *blen = (u32)cl;
  return hl + (u32)cl;
}

/* ---------------------------------------------------------------- parsing */

static u32 parse(conn *c, u8 *b, u32 n) {
  u32 at = 0;
  while (at < n && c->tcp == ST_UP) {
    if (c->mode == M_HTTP) {
      int status;
      u8 *body;
      u32 blen;
      bool ch;
      u32 k = http_parse(b + at, n - at, &status, &body, &blen, &ch);
      if (!k) break;
      at += k;
      c->used = 1;
      if (status == 101) {
        c->mode = M_WS;
        on_ws_up(c->s);
        continue;
      }
      c->busy = 0;
      if (c == &c->s->w) { on_http(c, status, body, blen); return n; }
      if (ch) conn_close(c);
      on_http(c, status, body, blen);
      if (ch) return n;
    } else {
      if (n - at < 2) break;
      u8 *p = b + at;
      u32 len = p[1] & 0x7f, h = 2;
      if (len == 126) {
        if (n - at < 4) break;
        len = (u32)p[2] << 8 | p[3];
        h = 4;
      } else if (len == 127) {
        if (n - at < 10) break;
        len = (u32)p[6] << 24 | (u32)p[7] << 16 | (u32)p[8] << 8 | p[9];
        h = 10;
      }
      if (n - at < h + len) break;
      int op = p[0] & 15;
      bool fin = p[0] & 0x80;
      u8 *d = p + h;
      at += h + len;
      if (op == 8) { conn_close(c); on_closed(c, true); return n; }
      if (op == 9) { ws_send(c, 10, d, len); continue; }
      if (op == 10) continue;
      if (!fin || op == 0) {
        if (op) { c->fragop = (u8)op; c->fraglen = 0; }
        if (c->fraglen + len > c->fragcap) {
          c->fragcap = (c->fraglen + len) * 2;
          c->frag = realloc(c->frag, c->fragcap);
        }
        memcpy(c->frag + c->fraglen, d, len);
        c->fraglen += len;
        if (fin) on_ws(c->s, c->fragop, c->frag, c->fraglen);
        continue;
      }
      on_ws(c->s, op, d, len);
    }
  }
  return at;
}

static void conn_event(conn *c, u32 ev) {
  if (c->tcp == ST_DEAD) return;
  if (c->tcp == ST_CONNECT) {
    if (!(ev & (EPOLLOUT | EPOLLERR | EPOLLHUP))) return;
    int err = 0;
    socklen_t l = sizeof err;
    getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &err, &l);
    if (err) die("connect: %s", strerror(err));
    c->tcp = ST_UP;
    c->want_out = 0;
    ep_set(c);
    tx_flush(c);
    return;
  }
  if (ev & EPOLLOUT) tx_flush(c);
  if (!(ev & (EPOLLIN | EPOLLHUP | EPOLLERR))) return;
  u32 have = c->rxlen;
  if (have) memcpy(SB, c->rx, have);
  c->rxlen = 0;
  for (;;) {
    u32 room = SBCAP - have;
    if (!room) die("a frame larger than the read buffer");
    ssize_t n = read(c->fd, SB + have, room);
    if (n < 0) {
      if (errno == EAGAIN || errno == EINTR) break;
      conn_close(c);
      on_closed(c, false);
      return;
    }
    if (n == 0) {
      conn_close(c);
      on_closed(c, false);
      return;
    }
    g_now = now_ns();
    have += (u32)n;
    int fd = c->fd;
    u32 used = parse(c, SB, have);
    if (c->tcp == ST_DEAD || c->fd != fd || c->tcp == ST_CONNECT) return;
    if (used < have) memmove(SB, SB + used, have - used);
    have -= used;
    if ((u32)n < room) break;
  }
  if (have) {
    if (have > c->rxcap) {
      c->rxcap = have < 256 ? 256 : have * 2;
      c->rx = realloc(c->rx, c->rxcap);
      if (!c->rx) die("out of memory");
    }
    memcpy(c->rx, SB, have);
    c->rxlen = have;
  }
  if (c->txlen > c->txoff) tx_flush(c);
}

/* ---------------------------------------------------------------- session */

static u64 done_sessions;

static void sess_start(sess *s) {
  s->w.s = s->h.s = s->h2.s = s;
  s->st = S_OPEN;
  s->sid[0] = 0;
  s->seq_tx = s->seq_rx = s->out = 0;
  s->binwait = 0;
  s->t0 = now_ns();
  n_opening++;
  if (SC == SC_POLLING || (SC == SC_CONNECT && opt_upgrade)) {
    s->h.busy = s->h2.busy = 0;
    http_get(s, &s->h);
  } else {
    ws_open(s);
  }
}

static void take_sid(sess *s, const u8 *d, u32 len) {
  u8 *p = memmem(d, len, "\"sid\":", 6);
  if (!p) die("no sid in the open packet: %.*s", (int)len, d);
  p += 6;
  while (*p == ' ') p++;
  p++;
  u8 *e = memchr(p, '"', (size_t)(d + len - p));
  if (!e || e - p >= (int)sizeof s->sid) die("odd sid");
  memcpy(s->sid, p, (size_t)(e - p));
  s->sid[e - p] = 0;
}

static void sess_ready(sess *s) {
  s->st = S_READY;
  n_ready++;
  n_opening--;
}

static void say_bad(const char *what, const u8 *d, u32 len) {
  if (bad++ < 3)
    fprintf(stderr, "sioload: %s %s: wrong reply (%s): %.*s\n", opt_peer, opt_label, what,
            (int)(len > 200 ? 200 : len), d);
}

static void record(sess *s) {
  u64 t = s->ring[s->seq_rx & (s->rcap - 1)];
  s->seq_rx++;
  s->out--;
  if (measuring) {
    cnt++;
    hadd(&H, g_now - t);
  }
}

static void refill(sess *s) {
  if (opt_rate > 0 || stopping) return;
  while (s->out < (u32)opt_window) send_one(s, g_now);
}

static void begin_close(sess *s) {
  s->st = S_CLOSING;
  u8 code[2] = {0x03, 0xe8};
  ws_text(&s->w, "41");
  ws_send(&s->w, 8, code, 2);
  tx_flush(&s->w);
}

static void sess_recycle(sess *s) {
  done_sessions++;
  conn_close(&s->w);
  conn_close(&s->h);
  conn_close(&s->h2);
  s->st = S_DONE;
  n_ready--;
  if (!stopping) sess_start(s);
}

static void connect_done(sess *s) {
  if (measuring) {
    cnt++;
    hadd(&H, g_now - s->t0);
  }
  begin_close(s);
}

static void on_ws_up(sess *s) {
  if (s->sid[0]) {
    s->st = S_PROBE;
    ws_text(&s->w, "2probe");
    tx_flush(&s->w);
  }
}

static u32 b_left, b_round;
static u64 b_t0;

/* an object payload may come back with its members in another order */
static bool same_object(u8 *d, u32 len) {
  u8 k[16] = "\"id\":\"";
  if (opt_payload[0] != 'o') return false;
  memcpy(k + 6, EXP + EXP_SEQ, 8);
  return memmem(d, len, k, 14) && !memcmp(d, EXP, 10) && d[len - 1] == ']';
}

static void on_msg(sess *s, u8 *d, u32 len) {
  switch (SC) {
  case SC_ECHO:
  case SC_ACK:
    put_dec(EXP + EXP_SEQ, s->seq_rx % 100000000u, 8);
    if (SC == SC_ACK) put_dec(EXP + EXP_ID, ack_id(s->seq_rx), 6);
    if (len != EXPLEN || (memcmp(d, EXP, len) && !same_object(d, len))) {
      say_bad("echo", d, len);
      return;
    }
    record(s);
    refill(s);
    return;
  case SC_BIN:
    if (len < 11 || memcmp(d, "451-[\"bin\",", 11)) say_bad("bin head", d, len);
    s->binwait = 1;
    return;
  case SC_BCAST:
    put_dec(EXP + EXP_SEQ, s->bseen % 100000000u, 8);
    if (len != EXPLEN || memcmp(d, EXP, len)) {
      say_bad("bcast", d, len);
      return;
    }
    s->bseen++;
    if (measuring) {
      cnt++;
      hadd(&H, g_now - b_t0);
    }
    if (b_left && --b_left == 0) {
      if (measuring) hadd(&HL, g_now - b_t0);
      b_round++;
    }
    return;
  case SC_ROOMS: {
    u8 x[10] = "43";
    put_dec(x + 2, ack_id(s->seq_rx), 6);
    if (len < 10 || memcmp(d, x, 8) || d[8] != '[' || d[len - 1] != ']') {
      say_bad("rooms", d, len);
      return;
    }
    record(s);
    refill(s);
    return;
  }
  default:
    return;
  }
}

static void on_ws(sess *s, int op, u8 *d, u32 len) {
  if (op == 2) {
    if (SC == SC_BIN && s->st == S_READY) {
      u8 x[8];
      put_dec(x, s->seq_rx % 100000000u, 8);
      if (len == (u32)opt_size + 1 && d[0] == 4) { /* an Engine.IO v3 type byte: wrong in v4, counted apart */
        quirks++;
        d++;
        len--;
      }
      if (!s->binwait || len != (u32)opt_size || memcmp(d, x, 8)) say_bad("bin body", d, len);
      else record(s);
      s->binwait = 0;
      refill(s);
    }
    return;
  }
  if (!len) return;
  if (d[0] == '2') {
    pings++;
    ws_text(&s->w, "3");
    return;
  }
  switch (s->st) {
  case S_OPEN:
    if (d[0] == '0') {
      s->st = S_NSP;
      ws_text(&s->w, "40");
      tx_flush(&s->w);
    }
    return;
  case S_NSP:
    if (len >= 2 && d[0] == '4' && d[1] == '0') {
      if (opt_room) {
        ws_text(&s->w, "420[\"join\",\"room\"]");
        s->st = S_JOIN;
        tx_flush(&s->w);
        return;
      }
      sess_ready(s);
      if (SC == SC_CONNECT) connect_done(s);
    }
    return;
  case S_JOIN:
    if (len >= 3 && !memcmp(d, "430", 3)) sess_ready(s);
    return;
  case S_PROBE:
    if (len == 6 && !memcmp(d, "3probe", 6)) {
      ws_text(&s->w, "5");
      ws_text(&s->w, "420[\"ack\",\"x\"]");
      s->st = S_UPACK;
      tx_flush(&s->w);
    }
    return;
  case S_UPACK:
    if (len >= 3 && !memcmp(d, "430", 3)) {
      sess_ready(s);
      connect_done(s);
    }
    return;
  case S_READY:
    if (len > 1 && d[0] == '4' && d[1] == '0') { quirks++; return; } /* CONNECT sent a second time */
    if (d[0] == '4') on_msg(s, d, len);
    return;
  }
}

static u64 p_body_cap;
static char *p_body;

static void poll_round(sess *s) {
  if (stopping) return;
  s->getdone = s->postdone = s->gotev = 0;
  s->ring[0] = g_now;
  u32 k = 0;
  if (s->pong) { p_body[k++] = '3'; p_body[k++] = 0x1e; s->pong = 0; }
  memcpy(p_body + k, "42[\"echo\",", 10);
  memcpy(p_body + k + 10, PAY, PAYLEN);
  put_dec((u8 *)p_body + k + 10 + PAY_SEQ, s->seq_tx % 100000000u, 8);
  k += 10 + PAYLEN;
  p_body[k++] = ']';
  http_get(s, &s->h);
  http_post(s, &s->h2, p_body, k);
}

static void poll_maybe(sess *s) {
  if (!s->postdone || !s->getdone) return;
  if (!s->gotev) {
    s->getdone = 0;
    if (!stopping) http_get(s, &s->h);
    return;
  }
  if (measuring) {
    cnt++;
    hadd(&H, g_now - s->ring[0]);
  }
  s->seq_tx++;
  poll_round(s);
}

static void on_http(conn *c, int status, u8 *body, u32 len) {
  sess *s = c->s;
  if (status != 200) {
    if (errors_++ < 3) fprintf(stderr, "sioload: %s %s: HTTP %d %.*s\n", opt_peer, opt_label, status, (int)len, body);
    if (c == &s->w) die("websocket handshake refused: HTTP %d", status);
    if (errors_ > 50) die("too many HTTP errors");
  }
  switch (s->st) {
  case S_OPEN:
    if (len < 2 || body[0] != '0') die("no open packet: HTTP %d %.*s", status, (int)len, body);
    take_sid(s, body, len);
    s->st = S_POST40;
    http_post(s, &s->h, "40", 2);
    return;
  case S_POST40:
    s->st = S_GET40;
    http_get(s, &s->h);
    return;
  case S_GET40:
    if (!memmem(body, len, "40{", 3)) { /* something else first (a ping, an older packet) */
      http_get(s, &s->h);
      return;
    }
    if (SC == SC_CONNECT) {
      ws_open(s);
      return;
    }
    sess_ready(s);
    return;
  case S_READY:
    if (SC != SC_POLLING) return;
    if (c == &s->h2) {
      s->postdone = 1;
      poll_maybe(s);
      return;
    }
    s->getdone = 1;
    {
      u8 *p = body, *end = body + len;
      while (p < end) {
        u8 *e = memchr(p, 0x1e, (size_t)(end - p));
        if (!e) e = end;
        u32 n = (u32)(e - p);
        if (n && p[0] == '2') { s->pong = 1; pings++; }
        else if (n && p[0] == '4') {
          put_dec(EXP + EXP_SEQ, s->seq_tx % 100000000u, 8);
          if (n != EXPLEN || memcmp(p, EXP, n)) say_bad("polling", p, n);
          else s->gotev = 1;
        }
        p = e + 1;
      }
    }
    poll_maybe(s);
    return;
  }
}

static void on_closed(conn *c, bool answered) {
  sess *s = c->s;
  (void)answered;
  if (c == &s->w) {
    if (s->st == S_CLOSING) { sess_recycle(s); return; }
    if (stopping) return;
    if (errors_++ < 3) fprintf(stderr, "sioload: %s %s: the server closed a websocket (state %d)\n", opt_peer, opt_label, s->st);
    if (errors_ > 200) die("too many closed connections");
    if (SC == SC_CONNECT) {
      if (s->st == S_READY) n_ready--; else n_opening--;
      sess_start(s);
    }
    return;
  }
  /* polling socket */
  if (c->busy && !stopping) {
    if (!http_noreuse) {
      http_noreuse = true;
      fprintf(stderr, "sioload: %s: the server closes polling connections; one connection per request from here on\n", opt_peer);
    }
    if (++reconnects > 100000) die("too many retries");
    if (s->st < S_CLOSING) http_send(c, c->req, c->reqlen);
  }
}

/* -------------------------------------------------------------------- run */

static int pump(u64 until) {
  struct epoll_event ev[256];
  u64 t = now_ns();
  struct timespec ts = {0, 0};
  if (until > t) {
    u64 d = until - t;
    if (d > 50000000) d = 50000000;
    ts.tv_sec = (time_t)(d / 1000000000ull);
    ts.tv_nsec = (long)(d % 1000000000ull);
  }
  int n = epoll_pwait2(ep, ev, 256, &ts, NULL);
  g_now = now_ns();
  for (int i = 0; i < n; i++) conn_event(ev[i].data.ptr, ev[i].events);
  return n;
}

static void open_all(int n) {
  u64 t0 = now_ns();
  while (n_ready < n) {
    while (n_opening < opt_inflight && next_open < n) sess_start(&S[next_open++]);
    pump(now_ns() + 10000000);
    if (now_ns() - t0 > 120ull * 1000000000ull) die("only %d of %d connections ready after 120 s", n_ready, n);
  }
}

static void run_hook(void) {
  if (!opt_hook) return;
  pid_t p = fork();
  if (p == 0) {
    int e = open("/dev/null", O_WRONLY);
    dup2(e, 1);
    dup2(e, 2);
    execl("/bin/sh", "sh", "-c", opt_hook, (char *)NULL);
    _exit(127);
  }
  int st;
  while (waitpid(p, &st, WNOHANG) == 0) pump(now_ns() + 5000000);
}

static void wait_s(double s) {
  u64 e = now_ns() + (u64)(s * 1e9);
  while (now_ns() < e) pump(e);
}

static void jhead(void) {
  printf("{\"peer\":\"%s\",\"label\":\"%s\",\"scenario\":\"%s\",\"conns\":%d,\"window\":%d,\"size\":%d,\"rate\":%.0f",
         opt_peer, opt_label, scenario, opt_conns, opt_window, opt_size, opt_rate);
}

int main(int argc, char **argv) {
  if (argc < 2) usage();
  scenario = argv[1];
  for (int i = 2; i + 1 < argc; i += 2) {
    const char *k = argv[i], *v = argv[i + 1];
#define I(n, x) if (!strcmp(k, n)) { x = atoi(v); continue; }
#define F(n, x) if (!strcmp(k, n)) { x = atof(v); continue; }
#define Z(n, x) if (!strcmp(k, n)) { x = v; continue; }
    I("--port", opt_port) I("--pid", opt_pid) I("--conns", opt_conns) I("--window", opt_window)
    I("--size", opt_size) I("--inflight", opt_inflight) I("--rooms", opt_rooms) I("--cpu", opt_cpu)
    I("--upgrade", opt_upgrade) I("--count", opt_count) I("--browser", opt_browser) I("--room", opt_room)
    F("--warm", opt_warm) F("--dur", opt_dur) F("--rate", opt_rate) F("--settle", opt_settle) F("--idle", opt_idle)
    Z("--hook", opt_hook) Z("--label", opt_label) Z("--peer", opt_peer) Z("--path", opt_path) Z("--payload", opt_payload)
    fprintf(stderr, "unknown option %s\n", k);
    usage();
  }
  if (!opt_port) usage();
  static const char *names[] = {"echo", "ack", "bin", "bcast", "idle", "connect", "polling", "rooms", "check"};
  SC = -1;
  for (int i = 0; i < 9; i++) if (!strcmp(scenario, names[i])) SC = i;
  if (SC < 0) usage();
  if (opt_size < 8) opt_size = 8;
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_TIMERSLACK, 1000);
  if (opt_cpu >= 0) {
    cpu_set_t cs;
    CPU_ZERO(&cs);
    CPU_SET(opt_cpu, &cs);
    sched_setaffinity(0, sizeof cs, &cs);
  }
  struct rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  ep = epoll_create1(EPOLL_CLOEXEC);
  SB = xalloc(SBCAP);

  /* prepared messages */
  PAY = make_payload(opt_size, &PAY_SEQ);
  PAYLEN = (u32)strlen(PAY);
  p_body_cap = PAYLEN + 64;
  p_body = xalloc(p_body_cap);
  char *m = xalloc(PAYLEN + 64);
  switch (SC) {
  case SC_ECHO:
  case SC_POLLING:
    sprintf(m, "42[\"echo\",%s]", PAY);
    T = make_tmpl(m, 10 + PAY_SEQ, -1, NULL, 0);
    EXP = (u8 *)strdup(m);
    EXPLEN = (u32)strlen(m);
    EXP_SEQ = 10 + PAY_SEQ;
    break;
  case SC_ACK:
    sprintf(m, "42100000[\"ack\",%s]", PAY);
    T = make_tmpl(m, 15 + PAY_SEQ, 2, NULL, 0);
    sprintf(m, "43100000[%s]", PAY);
    EXP = (u8 *)strdup(m);
    EXPLEN = (u32)strlen(m);
    EXP_SEQ = 9 + PAY_SEQ;
    EXP_ID = 2;
    break;
  case SC_BIN: {
    u8 *bin = xalloc((size_t)opt_size);
    for (int i = 0; i < opt_size; i++) bin[i] = (u8)(i * 131 + 7);
    T = make_tmpl("451-[\"bin\",{\"_placeholder\":true,\"num\":0}]", 0, -1, bin, (u32)opt_size);
    break;
  }
  case SC_BCAST:
    sprintf(m, "42[\"%s\",%s]", opt_room ? "room" : "bcast", PAY);
    T = make_tmpl(m, (opt_room ? 10 : 11) + PAY_SEQ, -1, NULL, 0);
    sprintf(m, "42[\"b\",%s]", PAY);
    EXP = (u8 *)strdup(m);
    EXPLEN = (u32)strlen(m);
    EXP_SEQ = 7 + PAY_SEQ;
    break;
  case SC_ROOMS:
    T = make_tmpl("42100000[\"join\",\"room-00000000\"]", 22, 2, NULL, 0);
    T2 = make_tmpl("42100000[\"leave\",\"room-00000000\"]", 23, 2, NULL, 0);
    break;
  default:
    break;
  }

  if (SC == SC_CHECK) { /* is the server answering?  one websocket connect */
    SC = SC_IDLE;
    opt_conns = 1;
    nS = 1;
    S = xalloc(sizeof(sess));
    open_all(1);
    printf("{\"ok\":true}\n");
    return 0;
  }

  nS = SC == SC_CONNECT ? opt_inflight : opt_conns;
  S = xalloc(sizeof(sess) * (size_t)nS);
  u32 rcap = 1;
  u32 need = opt_rate > 0 ? 8192 : (u32)opt_window;
  while (rcap < need) rcap *= 2;
  for (int i = 0; i < nS; i++) {
    S[i].idx = (u32)i;
    S[i].rcap = rcap;
    if (SC != SC_IDLE && SC != SC_CONNECT && SC != SC_BCAST) S[i].ring = xalloc(sizeof(u64) * rcap);
  }
  S[0].ring = xalloc(sizeof(u64) * rcap);

  /* ------------------------------------------------------------- idle */
  if (SC == SC_IDLE) {
    run_hook();
    wait_s(0.5);
    pstat p0 = server_stat();
    u64 t0 = now_ns();
    open_all(nS);
    double conn_s = (double)(now_ns() - t0) / 1e9;
    pstat p1 = server_stat();
    wait_s(opt_settle);
    pstat p2a = server_stat();
    run_hook();
    wait_s(1.0);
    run_hook();
    wait_s(1.0);
    pstat p2 = server_stat();
    pings = 0;
    u64 ti = now_ns();
    pstat p3 = server_stat();
    if (opt_idle > 0) { wait_s(opt_idle); p3 = server_stat(); }
    double idle_s = (double)(now_ns() - ti) / 1e9;
    int alive = 0;
    for (int i = 0; i < nS; i++) alive += S[i].w.tcp == ST_UP;
    jhead();
    printf(",\"rss0_kb\":%ld,\"rss_raw_kb\":%ld,\"rss1_kb\":%ld,\"rss_bytes_per_conn\":%.0f,\"rss_raw_bytes_per_conn\":%.0f,"
           "\"alive\":%d,\"open_s\":%.3f,\"open_cpu_us_per_conn\":%.2f,\"idle_s\":%.1f,\"idle_cpu_ms_per_s\":%.3f,\"pings\":%" PRIu64 ",\"idle_cpu_us_per_ping\":%.2f,\"errors\":%" PRIu64 "}\n",
           p0.rss_kb, p2a.rss_kb, p2.rss_kb, (double)(p2.rss_kb - p0.rss_kb) * 1024.0 / nS,
           (double)(p2a.rss_kb - p0.rss_kb) * 1024.0 / nS, alive, conn_s, (p1.cpu_s - p0.cpu_s) * 1e6 / nS,
           idle_s, opt_idle > 0 ? (p3.cpu_s - p2.cpu_s) * 1e3 / idle_s : 0, pings,
           pings ? (p3.cpu_s - p2.cpu_s) * 1e6 / (double)pings : 0, errors_);
    return 0;
  }

  /* ------------------------------------------- open, then warm, then count */
  if (SC == SC_CONNECT) {
    for (int i = 0; i < nS; i++) sess_start(&S[i]);
  } else {
    open_all(nS);
    g_now = now_ns();
    if (SC == SC_POLLING)
      for (int i = 0; i < nS; i++) poll_round(&S[i]);
    else if (SC != SC_BCAST && opt_rate <= 0)
      for (int i = 0; i < nS; i++) { refill(&S[i]); tx_flush(&S[i].w); }
  }
  u64 start = now_ns(), tm = start + (u64)(opt_warm * 1e9), te = tm + (u64)(opt_dur * 1e9);
  pstat p0 = {0, 0, 0};
  double c0 = 0, mb0 = 0;
  u64 m0 = 0, sent_k = 0;
  double per = opt_rate > 0 ? 1e9 / opt_rate : 0;
  u64 b_measured = 0;
  for (;;) {
    u64 t = now_ns();
    if (!measuring && t >= tm && !(SC == SC_BCAST && b_left)) {
      p0 = server_stat();
      c0 = own_cpu();
      mb0 = machine_busy();
      m0 = now_ns();
      te = m0 + (u64)(opt_dur * 1e9);
      measuring = true;
      t = m0;
    }
    if (measuring && t >= te && !(SC == SC_BCAST && b_left)) break;
    if (SC == SC_BCAST && t > te + 20000000000ull) die("broadcast stuck: %u deliveries missing", b_left);
    u64 until = measuring ? te : tm;
    if (SC == SC_BCAST) {
      if (opt_rate > 0 && !b_left) {
        u64 due = start + (u64)((double)sent_k * per);
        if (t < due) { pump(due < until ? due : until); continue; }
        sent_k++;
      }
      if (!b_left) {
        if (measuring && opt_count && b_measured >= (u64)opt_count) break;
        if (measuring) b_measured++;
        b_left = (u32)nS;
        b_t0 = g_now = now_ns();
        send_one(&S[0], b_t0);
        tx_flush(&S[0].w);
        continue;
      }
    } else if (opt_rate > 0) {
      u64 due = start + (u64)((double)sent_k * per);
      while (due <= t) {
        sess *s = &S[sent_k % (u64)nS];
        if (s->out >= s->rcap - 1) dropped++;
        else { send_one(s, due); tx_flush(&s->w); }
        sent_k++;
        due = start + (u64)((double)sent_k * per);
      }
      if (due < until) until = due;
    }
    pump(until);
    if (SC == SC_CONNECT) {
      u64 n2 = now_ns();
      for (int i = 0; i < nS; i++)
        if (S[i].st == S_CLOSING && n2 - S[i].t0 > 2000000000ull) { noclose++; sess_recycle(&S[i]); }
    }
  }
  u64 m1 = now_ns();
  pstat p1 = server_stat();
  double c1 = own_cpu(), others = machine_busy() - mb0 - (p1.cpu_s - p0.cpu_s) - (c1 - c0);
  stopping = true;
  double el = (double)(m1 - m0) / 1e9, scpu = p1.cpu_s - p0.cpu_s;
  jhead();
  printf(",\"n\":%" PRIu64 ",\"secs\":%.3f,\"per_s\":%.1f,\"p50_us\":%.1f,\"p90_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%.1f,\"max_us\":%.1f,"
         "\"srv_cpu_s\":%.2f,\"srv_cpu_pct\":%.1f,\"srv_us_per_op\":%.3f,\"srv_kernel_pct\":%.0f,\"gen_cpu_pct\":%.1f,\"gen_us_per_op\":%.3f,\"others_cpu_pct\":%.0f,\"rss_kb\":%ld,"
         "\"bad\":%" PRIu64 ",\"errors\":%" PRIu64 ",\"reconnects\":%" PRIu64 ",\"dropped\":%" PRIu64 ",\"noclose\":%" PRIu64 ",\"quirks\":%" PRIu64,
         cnt, el, (double)cnt / el, hpct(&H, 50), hpct(&H, 90), hpct(&H, 99), hpct(&H, 99.9), (double)H.max / 1e3, scpu,
         scpu / el * 100, cnt ? scpu * 1e6 / (double)cnt : 0, scpu > 0 ? (p1.sys_s - p0.sys_s) / scpu * 100 : 0, (c1 - c0) / el * 100, cnt ? (c1 - c0) * 1e6 / (double)cnt : 0,
         others / el * 100, p1.rss_kb, bad, errors_, reconnects, dropped, noclose, quirks);
  if (SC == SC_BCAST)
    printf(",\"bcasts\":%" PRIu64 ",\"last_p50_us\":%.1f,\"last_p99_us\":%.1f,\"srv_ns_per_delivery\":%.0f", HL.n, hpct(&HL, 50),
           hpct(&HL, 99), cnt ? scpu * 1e9 / (double)cnt : 0);
  printf("}\n");
  fflush(stdout);
  /* polite end: close every websocket */
  if (SC != SC_POLLING && SC != SC_CONNECT) {
    u8 code[2] = {0x03, 0xe8};
    for (int i = 0; i < nS; i++)
      if (S[i].w.tcp == ST_UP) { S[i].st = S_CLOSING; ws_send(&S[i].w, 8, code, 2); tx_flush(&S[i].w); }
    u64 e = now_ns() + 300000000ull;
    while (now_ns() < e) {
      int up = 0;
      for (int i = 0; i < nS && !up; i++) up = S[i].w.tcp == ST_UP;
      if (!up) break;
      pump(e);
    }
  }
  return bad || dropped ? 1 : 0;
}
