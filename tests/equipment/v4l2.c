/* A camera for tests: answers for /dev/video0 inside the process it is preloaded into. README.md says how. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef WIDTH
#define WIDTH 640
#define HEIGHT 480
#endif
enum { SIZE = WIDTH * HEIGHT * 2, BUFFERS = 4, RATE = 30 };
#define DEVICE "/dev/video0"
#define FACTS "/sys/class/video4linux/"
#define NEXT(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static int camera = -1;                /* the eventfd that stands for the open device */
static volatile int streaming, stuck;
static volatile long opened;           /* how often */
static unsigned char *memory[BUFFERS]; /* what the program mapped */
static int queue[BUFFERS], queued;
static unsigned frame;
enum { WHITE, KELVIN, EXPOSURE, FOCUS, CONTROLS };
static long controls[CONTROLS] = {1, 0, 3, 1}; /* white balance adapts, exposure adapts (3), focus adapts */
static const unsigned control_ids[CONTROLS] = {V4L2_CID_AUTO_WHITE_BALANCE, V4L2_CID_WHITE_BALANCE_TEMPERATURE,
                                               V4L2_CID_EXPOSURE_AUTO, V4L2_CID_FOCUS_AUTO};
static const char *control_names[CONTROLS] = {"White Balance, Automatic", "White Balance Temperature", "Auto Exposure",
                                              "Focus, Automatic"};

static const char *folder(void) { return getenv("TAKEBACK_V4L2"); }

static size_t contents(const char *name, unsigned char *to, size_t size, size_t from) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder(), name);
    int file = NEXT(open)(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t got = pread(file, to, size, from);
    NEXT(close)(file);
    return got < 0 ? 0 : got;
}

/* Where the white balance settles by itself; 0 where the camera has no such control. */
static long kelvin(void) {
    char text[16] = "";
    contents("kelvin", (unsigned char *)text, sizeof text - 1, 0);
    return atol(text);
}

static int has_control(int at) { return at != KELVIN || kelvin() > 0; }

static unsigned long frames;

/* A line for each control that was set, after how many frames. */
static void note(unsigned at) {
    char path[4096];
    snprintf(path, sizeof path, "%s/controls", folder());
    int file = NEXT(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) return;
    dprintf(file, "%lu %s: %ld\n", frames, control_names[at], controls[at]);
    NEXT(close)(file);
}

/* For whoever waits for the picture to come back. */
static void count(void) {
    char path[4096], text[32];
    snprintf(path, sizeof path, "%s/frames", folder());
    int file = NEXT(open)(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return;
    int length = snprintf(text, sizeof text, "%020lu", ++frames);
    if (pwrite(file, text, length, 0) < 0) { /* only a number that nobody reads */ }
    NEXT(close)(file);
}

static int fault(const char *name) {
    char word[32] = "", path[4096];
    contents("fault", (unsigned char *)word, sizeof word - 1, 0);
    word[strcspn(word, " \n")] = 0;
    if (strcmp(word, name)) return 0;
    /* As many bytes as it struck times, for whoever waits for that. */
    snprintf(path, sizeof path, "%s/struck-%s", folder(), name);
    int file = NEXT(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) return 1;
    if (write(file, ".", 1) < 0) { /* one less to wait for */ }
    NEXT(close)(file);
    return 1;
}

static int is_mjpeg(void) { unsigned char byte; return contents("mjpeg", &byte, 1, 0) == 1; }

/* Says "a frame is there" 30 times a second, by the clock: a camera does not wait for who looks. */
static void *pace(void *mine) {
    static int was;
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (;;) {
        next.tv_nsec += 1000000000L / RATE;
        if (next.tv_nsec >= 1000000000L) { next.tv_nsec -= 1000000000L; next.tv_sec++; }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
        if (camera < 0 || opened != (long)mine) return NULL;
        int now = fault("stuck");
        if (now && !was) stuck = 1;
        was = now;
        uint64_t waiting = 1;
        if (streaming && queued > 0 && !stuck && !fault("stall") && write(camera, &waiting, sizeof waiting) < 0) return NULL;
    }
}

static int open_camera(void) {
    if (fault("gone")) { errno = ENODEV; return -1; }
    if (fault("busy")) { errno = EBUSY; return -1; }
    if (fault("denied")) { errno = EACCES; return -1; }
    if (camera >= 0) { errno = EBUSY; return -1; }
    camera = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_t thread;
    if (pthread_create(&thread, NULL, pace, (void *)++opened) == 0) pthread_detach(thread);
    return camera;
}

static size_t fill(unsigned char *to) {
    size_t length;
    if (is_mjpeg()) {
        memset(to, 0, SIZE);
        length = contents("mjpeg", to, SIZE, 0);
    } else {
        length = contents("yuyv", to, SIZE, (size_t)frame * SIZE);
        if (length < SIZE) { frame = 0; length = contents("yuyv", to, SIZE, 0); }
        frame++;
    }
    if (fault("short")) { memset(to + length / 2, 0, SIZE - length / 2); length /= 2; }
    if (fault("corrupt")) for (size_t at = 0; at < length; at += 7) to[at] ^= (unsigned char)rand();
    return length;
}

static long refuse(int number) { errno = number; return -1; }

static long answer(unsigned long request, void *data) {
    if (fault("gone")) return refuse(ENODEV);
    unsigned kind = is_mjpeg() ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV;
    switch (request) {
    case VIDIOC_QUERYCAP: {
        struct v4l2_capability *it = data;
        memset(it, 0, sizeof *it);
        strcpy((char *)it->driver, "equipment");
        strcpy((char *)it->card, "Test Camera");
        strcpy((char *)it->bus_info, "usb-test-1");
        it->capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING | V4L2_CAP_DEVICE_CAPS;
        it->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    }
    case VIDIOC_ENUM_FMT: {
        struct v4l2_fmtdesc *it = data;
        if (it->index) return refuse(EINVAL);
        it->pixelformat = kind;
        return 0;
    }
    case VIDIOC_ENUM_FRAMESIZES: {
        struct v4l2_frmsizeenum *it = data;
        if (it->index || it->pixel_format != kind) return refuse(EINVAL);
        it->type = V4L2_FRMSIZE_TYPE_DISCRETE;
        it->discrete.width = WIDTH;
        it->discrete.height = HEIGHT;
        return 0;
    }
    case VIDIOC_ENUM_FRAMEINTERVALS: {
        struct v4l2_frmivalenum *it = data;
        if (it->index) return refuse(EINVAL);
        it->type = V4L2_FRMIVAL_TYPE_DISCRETE;
        it->discrete = (struct v4l2_fract){1, RATE};
        return 0;
    }
    case VIDIOC_G_FMT:
    case VIDIOC_S_FMT:
    case VIDIOC_TRY_FMT: {
        struct v4l2_format *it = data;
        it->fmt.pix.width = WIDTH;
        it->fmt.pix.height = HEIGHT;
        it->fmt.pix.pixelformat = kind;
        it->fmt.pix.field = V4L2_FIELD_NONE;
        it->fmt.pix.bytesperline = WIDTH * 2;
        it->fmt.pix.sizeimage = SIZE;
        return 0;
    }
    case VIDIOC_G_PARM:
    case VIDIOC_S_PARM: {
        struct v4l2_streamparm *it = data;
        it->parm.capture.timeperframe = (struct v4l2_fract){1, RATE};
        return 0;
    }
    case VIDIOC_QUERY_EXT_CTRL: {
        struct v4l2_query_ext_ctrl *it = data;
        unsigned asked = it->id & V4L2_CTRL_ID_MASK;
        int wants_next = (it->id & V4L2_CTRL_FLAG_NEXT_CTRL) != 0;
        for (int at = 0; at < CONTROLS; at++) {
            if (wants_next ? control_ids[at] <= asked : control_ids[at] != asked) continue;
            if (!has_control(at)) continue;
            memset(it, 0, sizeof *it);
            it->id = control_ids[at];
            it->type = at == EXPOSURE || at == KELVIN ? V4L2_CTRL_TYPE_INTEGER : V4L2_CTRL_TYPE_BOOLEAN;
            it->maximum = at == KELVIN ? 10000 : at == EXPOSURE ? 3 : 1;
            it->step = 1;
            strcpy(it->name, control_names[at]);
            return 0;
        }
        return refuse(EINVAL);
    }
    case VIDIOC_G_EXT_CTRLS:
    case VIDIOC_S_EXT_CTRLS: {
        struct v4l2_ext_controls *it = data;
        for (int at = 0; at < CONTROLS; at++) {
            if (!it->count || it->controls[0].id != control_ids[at] || !has_control(at)) continue;
            if (request == VIDIOC_S_EXT_CTRLS) {
                if (at == WHITE && controls[WHITE]) controls[KELVIN] = kelvin();
                controls[at] = it->controls[0].value;
                note(at);
            } else it->controls[0].value = at == KELVIN && controls[WHITE] ? kelvin() : controls[at];
            return 0;
        }
        return refuse(EINVAL);
    }
    case VIDIOC_REQBUFS: {
        struct v4l2_requestbuffers *it = data;
        if (it->count > BUFFERS) it->count = BUFFERS;
        queued = 0;
        return 0;
    }
    case VIDIOC_QUERYBUF: {
        struct v4l2_buffer *it = data;
        if (it->index >= BUFFERS) return refuse(EINVAL);
        it->length = SIZE;
        it->m.offset = it->index * SIZE;
        return 0;
    }
    case VIDIOC_QBUF: {
        struct v4l2_buffer *it = data;
        if (it->index >= BUFFERS || queued == BUFFERS) return refuse(EINVAL);
        queue[queued++] = it->index;
        return 0;
    }
    case VIDIOC_DQBUF: {
        struct v4l2_buffer *it = data;
        uint64_t waiting;
        if (read(camera, &waiting, sizeof waiting) < 0) { /* poll was faster than the clock */ }
        if (fault("error")) return refuse(EIO);
        if (!queued) return refuse(EINVAL);
        int index = queue[0];
        memmove(queue, queue + 1, --queued * sizeof *queue);
        it->index = index;
        it->flags = V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        it->timestamp = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
        it->bytesused = memory[index] ? fill(memory[index]) : 0;
        count();
        return 0;
    }
    case VIDIOC_STREAMON: streaming = 1; stuck = 0; return 0;
    case VIDIOC_STREAMOFF: streaming = 0; queued = 0; return 0;
    default: return refuse(EINVAL);
    }
}

/* Where a path of the kernel's leads inside the folder. */
static const char *led(const char *path, char *to, size_t size) {
    if (!folder() || strncmp(path, FACTS, strlen(FACTS))) return path;
    snprintf(to, size, "%s/facts/%s", folder(), path + strlen(FACTS));
    return to;
}

#define OPENS(name)                                                      \
    int name(const char *path, int flags, ...) {                         \
        va_list rest;                                                    \
        va_start(rest, flags);                                           \
        mode_t mode = va_arg(rest, mode_t);                              \
        va_end(rest);                                                    \
        char to[4096];                                                   \
        if (folder() && !strcmp(path, DEVICE)) return open_camera();     \
        return NEXT(name)(led(path, to, sizeof to), flags, mode);        \
    }
OPENS(open)
OPENS(open64)

DIR *opendir(const char *path) {
    char to[4096];
    if (folder() && !strcmp(path, "/dev")) {
        snprintf(to, sizeof to, "%s/%s", folder(), fault("gone") ? "unplugged" : "dev");
        path = to;
    }
    return NEXT(opendir)(path);
}

int close(int file) {
    if (file >= 0 && file == camera) { camera = -1; streaming = 0; queued = 0; }
    return NEXT(close)(file);
}

void *mmap(void *at, size_t length, int protection, int flags, int file, off_t offset) {
    if (file < 0 || file != camera) return NEXT(mmap)(at, length, protection, flags, file, offset);
    void *anonymous = NEXT(mmap)(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (anonymous != MAP_FAILED && offset / SIZE < BUFFERS) memory[offset / SIZE] = anonymous;
    return anonymous;
}

int munmap(void *at, size_t length) {
    for (int index = 0; index < BUFFERS; index++) if (memory[index] == at) memory[index] = NULL;
    return NEXT(munmap)(at, length);
}

/* `v4l` asks the kernel by number. */
long syscall(long number, ...) {
    va_list rest;
    va_start(rest, number);
    long a = va_arg(rest, long), b = va_arg(rest, long), c = va_arg(rest, long);
    long d = va_arg(rest, long), e = va_arg(rest, long), f = va_arg(rest, long);
    va_end(rest);
    if (number == SYS_ioctl && camera >= 0 && (int)a == camera) return answer((unsigned long)(uint32_t)b, (void *)c);
    return NEXT(syscall)(number, a, b, c, d, e, f);
}
