/*
 * Hands descriptors over to a process as a hand-over file of ckpt says (ckpt rewrite --substitute ... --handover FILE).
 *
 *   handover scm FILE PID       a child receives them over a unix socket with SCM_RIGHTS
 *   handover inherit FILE PID   a child inherits them
 *
 * The child stands for the restarted process PID of the image: it dups each descriptor to the numbers that the file
 * names, closed on exec or not, and runs "handover show" by exec. Both say what they have, for the tests.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 64

struct target {
	int source, pid, fd, cloexec;
};

static struct target targets[MOST];
static int count;
static char text[1 << 20];
static const char *at = text;

static _Noreturn void fail(const char *what)
{
	perror(what);
	exit(1);
}

/* ---- the file: {"handOvers":[{"fd":7,"targets":[{"pid":278,"fd":3,"cloexec":false}]}]}, other members are passed over */

enum place { ROOT, HAND_OVER, TARGET, ELSEWHERE };

static void space(void)
{
	at += strspn(at, " \t\r\n,:");
}

static void string(char *into, size_t size)
{
	size_t length = 0;

	for (at++; *at && *at != '"'; at++) {
		if (*at == '\\')
			at++;
		if (length + 1 < size)
			into[length++] = *at;
	}
	into[length] = 0;
	at += *at == '"';
}

static void value(enum place place, struct target *current)
{
	char key[32];

	space();
	if (*at == '[') {
		for (at++, space(); *at && *at != ']'; space())
			value(place, current);
		at += *at == ']';
	} else if (*at == '{') {
		for (at++, space(); *at == '"'; space()) {
			string(key, sizeof(key));
			space();
			if (place == ROOT && !strcmp(key, "handOvers"))
				value(HAND_OVER, current);
			else if (place == HAND_OVER && !strcmp(key, "targets"))
				value(TARGET, current);
			else if (place == HAND_OVER && !strcmp(key, "fd"))
				current->source = atoi(at), value(ELSEWHERE, current);
			else if (place == TARGET && !strcmp(key, "pid"))
				current->pid = atoi(at), value(ELSEWHERE, current);
			else if (place == TARGET && !strcmp(key, "fd"))
				current->fd = atoi(at), value(ELSEWHERE, current);
			else if (place == TARGET && !strcmp(key, "cloexec"))
				current->cloexec = *at == 't', value(ELSEWHERE, current);
			else
				value(ELSEWHERE, current);
		}
		at += *at == '}';
		if (place == TARGET && count < MOST)
			targets[count++] = *current;
	} else if (*at == '"') {
		string(key, sizeof(key));
	} else {
		at += strcspn(at, ",]} \t\r\n");
	}
}

static void read_plan(const char *name)
{
	struct target current = { -1, 0, -1, 0 };
	FILE *file = fopen(name, "r");

	if (!file)
		fail(name);
	text[fread(text, 1, sizeof(text) - 1, file)] = 0;
	fclose(file);
	value(ROOT, &current);
}

/* ---- descriptors over a socket, one a message */

static void send_fd(int sock, int fd)
{
	char byte = 'f', room[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec bytes = { &byte, 1 };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof(room) };
	struct cmsghdr *control = CMSG_FIRSTHDR(&message);

	control->cmsg_level = SOL_SOCKET;
	control->cmsg_type = SCM_RIGHTS;
	control->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(control), &fd, sizeof(int));
	if (sendmsg(sock, &message, 0) != 1)
		fail("sendmsg");
}

static int receive_fd(int sock)
{
	char byte, room[CMSG_SPACE(sizeof(int))];
	struct iovec bytes = { &byte, 1 };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof(room) };
	int fd;

	if (recvmsg(sock, &message, MSG_CMSG_CLOEXEC) != 1 || !CMSG_FIRSTHDR(&message))
		fail("recvmsg");
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(int));
	return fd;
}

/* ---- the restarted process */

static void place(int fd, const struct target *target)
{
	if (dup3(fd, target->fd, target->cloexec ? O_CLOEXEC : 0) < 0)
		fail("dup3");
}

/* Far above all that the plan may name, so that no descriptor is in the way of another. */
static int aside(int fd)
{
	int moved = fcntl(fd, F_DUPFD_CLOEXEC, 500);

	if (moved < 0)
		fail("F_DUPFD_CLOEXEC");
	return moved;
}

static void show(const char *when)
{
	struct stat status;

	for (int fd = 3; fd < 256; fd++)
		if (!fstat(fd, &status))
			printf("%s %d inode %lu position %ld cloexec %d\n", when, fd, (unsigned long)status.st_ino,
			       (long)lseek(fd, 0, SEEK_CUR), fcntl(fd, F_GETFD) & FD_CLOEXEC);
	fflush(stdout);
}

static void restarted(int by_socket, int sock, int pid, const char *self)
{
	int held[MOST];

	for (int i = 0; i < count; i++)
		if (targets[i].pid == pid)
			held[i] = aside(by_socket ? receive_fd(sock) : targets[i].source);
	for (int fd = 3; fd < 256; fd++)
		close(fd);
	for (int i = 0; i < count; i++)
		if (targets[i].pid == pid)
			place(held[i], &targets[i]);
	for (int i = 0; i < count; i++)
		if (targets[i].pid == pid && i == 0)
			lseek(targets[i].fd, 5, SEEK_CUR);
	show("placed");
	execl(self, self, "show", (char *)0);
	fail("exec");
}

int main(int argc, char **argv)
{
	int pair[2], status, pid, by_socket;

	if (argc == 2 && !strcmp(argv[1], "show")) {
		show("after exec");
		return 0;
	}
	if (argc != 4)
		return 2;
	by_socket = !strcmp(argv[1], "scm");
	pid = atoi(argv[3]);
	read_plan(argv[2]);
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		fail("socketpair");
	switch (fork()) {
	case -1:
		fail("fork");
	case 0:
		if (by_socket) /* nothing but the socket comes from the parent */
			for (int i = 0; i < count; i++)
				close(targets[i].source);
		restarted(by_socket, pair[1], pid, argv[0]);
	}
	for (int i = 0; by_socket && i < count; i++)
		if (targets[i].pid == pid)
			send_fd(pair[0], targets[i].source);
	if (wait(&status) < 0 || status)
		return 1;
	for (int i = 0; i < count; i++)
		printf("coordinator %d position %ld\n", targets[i].source, (long)lseek(targets[i].source, 0, SEEK_CUR));
	return 0;
}
