// FLAGS: -std=c++20 -w
// Calls every function of models/posix.yaml, under every condition an entry has.
#include <aio.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <ftw.h>
#include <mqueue.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <resolv.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>

namespace {

timespec Time;
sockaddr Address;
socklen_t AddressSize;
char Buffer[64];

void sleeps() {
  sigset_t Signals;
  int Signal;
  siginfo_t Info;
  sleep(1);
  usleep(1);
  nanosleep(&Time, nullptr);
  clock_nanosleep(CLOCK_MONOTONIC, 0, &Time, nullptr);
  thrd_sleep(&Time, nullptr);
  pause();
  sigsuspend(&Signals);
  sigwait(&Signals, &Signal);
  sigwaitinfo(&Signals, &Info);
  sigtimedwait(&Signals, &Info, &Time);
}

void sockets(int Fd) {
  msghdr Message{};
  mmsghdr Messages[1]{};
  connect(Fd, &Address, AddressSize);
  accept(Fd, &Address, &AddressSize);
  accept4(Fd, &Address, &AddressSize, 0);
  recv(Fd, Buffer, 1, 0);
  recv(Fd, Buffer, 1, MSG_DONTWAIT);
  recv(Fd, Buffer, 1, MSG_DONTWAIT | MSG_PEEK);
  recvfrom(Fd, Buffer, 1, 0, &Address, &AddressSize);
  recvfrom(Fd, Buffer, 1, MSG_DONTWAIT, &Address, &AddressSize);
  recvmsg(Fd, &Message, 0);
  recvmsg(Fd, &Message, MSG_DONTWAIT);
  recvmmsg(Fd, Messages, 1, 0, &Time);
  recvmmsg(Fd, Messages, 1, MSG_DONTWAIT, &Time);
  send(Fd, Buffer, 1, 0);
  send(Fd, Buffer, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
  sendto(Fd, Buffer, 1, 0, &Address, AddressSize);
  sendto(Fd, Buffer, 1, MSG_DONTWAIT, &Address, AddressSize);
  sendmsg(Fd, &Message, 0);
  sendmsg(Fd, &Message, MSG_DONTWAIT);
  sendmmsg(Fd, Messages, 1, 0);
  sendmmsg(Fd, Messages, 1, MSG_DONTWAIT);
}

void polls(int Fd) {
  pollfd Polled{};
  fd_set Set;
  timeval Timeout{};
  epoll_event Event;
  poll(&Polled, 1, 100);
  poll(&Polled, 1, 0);
  ppoll(&Polled, 1, &Time, nullptr);
  select(1, &Set, nullptr, nullptr, &Timeout);
  pselect(1, &Set, nullptr, nullptr, &Time, nullptr);
  epoll_wait(Fd, &Event, 1, -1);
  epoll_wait(Fd, &Event, 1, 0);
  epoll_pwait(Fd, &Event, 1, -1, nullptr);
  epoll_pwait(Fd, &Event, 1, 0, nullptr);
  epoll_pwait2(Fd, &Event, 1, &Time, nullptr);
}

void names() {
  addrinfo *Found;
  hostent Host, *Result;
  int Error;
  unsigned char Answer[64];
  gaicb *Requests[1]{};
  getaddrinfo("host", "80", nullptr, &Found);
  getnameinfo(&Address, AddressSize, Buffer, sizeof(Buffer), nullptr, 0, 0);
  getnameinfo(&Address, AddressSize, Buffer, sizeof(Buffer), nullptr, 0, NI_NUMERICHOST);
  getnameinfo(&Address, AddressSize, Buffer, sizeof(Buffer), nullptr, 0,
              NI_NUMERICHOST | NI_NUMERICSERV);
  gethostbyname("host");
  gethostbyname2("host", AF_INET);
  gethostbyaddr(&Address, AddressSize, AF_INET);
  gethostbyname_r("host", &Host, Buffer, sizeof(Buffer), &Result, &Error);
  gethostbyname2_r("host", AF_INET, &Host, Buffer, sizeof(Buffer), &Result, &Error);
  gethostbyaddr_r(&Address, AddressSize, AF_INET, &Host, Buffer, sizeof(Buffer), &Result, &Error);
  res_query("host", 1, 1, Answer, sizeof(Answer));
  res_search("host", 1, 1, Answer, sizeof(Answer));
  res_querydomain("host", "domain", 1, 1, Answer, sizeof(Answer));
  res_nquery(&_res, "host", 1, 1, Answer, sizeof(Answer));
  res_nsearch(&_res, "host", 1, 1, Answer, sizeof(Answer));
  res_nquerydomain(&_res, "host", "domain", 1, 1, Answer, sizeof(Answer));
  getaddrinfo_a(GAI_WAIT, Requests, 1, nullptr);
  gai_suspend(Requests, 1, &Time);
}

void processes(pid_t Pid) {
  siginfo_t Info;
  system("true");
  std::system("true");
  pclose(popen("true", "r"));
  wait(nullptr);
  waitpid(Pid, nullptr, 0);
  waitpid(Pid, nullptr, WNOHANG);
  wait3(nullptr, 0, nullptr);
  wait3(nullptr, WNOHANG, nullptr);
  wait4(Pid, nullptr, 0, nullptr);
  wait4(Pid, nullptr, WNOHANG | WUNTRACED, nullptr);
  waitid(P_PID, Pid, &Info, WEXITED);
  waitid(P_PID, Pid, &Info, WEXITED | WNOHANG);
}

void syncs(int Fd) {
  fsync(Fd);
  fdatasync(Fd);
  sync();
  syncfs(Fd);
  sync_file_range(Fd, 0, 1, SYNC_FILE_RANGE_WAIT_AFTER);
  msync(Buffer, 1, MS_SYNC);
}

void *threadMain(void *) { return nullptr; }
int thrdMain(void *) { return 0; }
void once() {}

void threads() {
  pthread_t Thread;
  pthread_once_t Once = PTHREAD_ONCE_INIT;
  thrd_t Thrd;
  once_flag Flag = ONCE_FLAG_INIT;
  pthread_create(&Thread, nullptr, threadMain, Buffer);
  pthread_join(Thread, nullptr);
  pthread_timedjoin_np(Thread, nullptr, &Time);
  pthread_clockjoin_np(Thread, nullptr, CLOCK_MONOTONIC, &Time);
  thrd_create(&Thrd, thrdMain, Buffer);
  thrd_join(Thrd, nullptr);
  pthread_once(&Once, once);
  call_once(&Flag, once);
}

void waits() {
  pthread_cond_t Cond;
  pthread_mutex_t Mutex;
  cnd_t Cnd;
  mtx_t Mtx;
  sem_t Semaphore;
  pthread_barrier_t Barrier;
  pthread_cond_wait(&Cond, &Mutex);
  pthread_cond_timedwait(&Cond, &Mutex, &Time);
  pthread_cond_clockwait(&Cond, &Mutex, CLOCK_MONOTONIC, &Time);
  cnd_wait(&Cnd, &Mtx);
  cnd_timedwait(&Cnd, &Mtx, &Time);
  sem_wait(&Semaphore);
  sem_timedwait(&Semaphore, &Time);
  sem_clockwait(&Semaphore, CLOCK_MONOTONIC, &Time);
  pthread_barrier_wait(&Barrier);
}

void queues(mqd_t Queue, int Id) {
  mq_send(Queue, Buffer, 1, 0);
  mq_timedsend(Queue, Buffer, 1, 0, &Time);
  msgsnd(Id, Buffer, 1, 0);
  mq_receive(Queue, Buffer, 1, nullptr);
  mq_timedreceive(Queue, Buffer, 1, nullptr, &Time);
  msgrcv(Id, Buffer, 1, 0, 0);
  msgrcv(Id, Buffer, 1, 0, IPC_NOWAIT);
}

void locks(int Fd) {
  pthread_mutex_t Mutex;
  pthread_rwlock_t RwLock;
  pthread_spinlock_t Spin;
  mtx_t Mtx;
  struct flock Range{};
  pthread_mutex_lock(&Mutex);
  pthread_mutex_timedlock(&Mutex, &Time);
  pthread_mutex_clocklock(&Mutex, CLOCK_MONOTONIC, &Time);
  pthread_rwlock_rdlock(&RwLock);
  pthread_rwlock_wrlock(&RwLock);
  pthread_rwlock_timedrdlock(&RwLock, &Time);
  pthread_rwlock_timedwrlock(&RwLock, &Time);
  pthread_rwlock_clockrdlock(&RwLock, CLOCK_MONOTONIC, &Time);
  pthread_rwlock_clockwrlock(&RwLock, CLOCK_MONOTONIC, &Time);
  pthread_spin_lock(&Spin);
  mtx_lock(&Mtx);
  mtx_timedlock(&Mtx, &Time);
  flock(Fd, LOCK_EX);
  lockf(Fd, F_LOCK, 0);
  fcntl(Fd, F_SETLKW, &Range);
}

void descriptors(int Fd) {
  iovec Vector{};
  aiocb *Requests[1]{};
  struct stat Status;
  read(Fd, Buffer, 1);
  write(Fd, Buffer, 1);
  readv(Fd, &Vector, 1);
  writev(Fd, &Vector, 1);
  pread(Fd, Buffer, 1, 0);
  pwrite(Fd, Buffer, 1, 0);
  preadv(Fd, &Vector, 1, 0);
  pwritev(Fd, &Vector, 1, 0);
  sendfile(Fd, Fd, nullptr, 1);
  splice(Fd, nullptr, Fd, nullptr, 1, 0);
  copy_file_range(Fd, nullptr, Fd, nullptr, 1, 0);
  open("a", O_RDONLY);
  openat(Fd, "a", O_RDONLY);
  creat("a", 0600);
  truncate("a", 0);
  ftruncate(Fd, 0);
  fallocate(Fd, 0, 0, 1);
  posix_fallocate(Fd, 0, 1);
  rename("a", "b");
  unlink("a");
  remove("a");
  mkdir("a", 0700);
  rmdir("a");
  stat("a", &Status);
  lstat("a", &Status);
  readdir(opendir("a"));
  realpath("a", nullptr);
  dlopen("a", RTLD_NOW);
  aio_suspend(Requests, 1, &Time);
}

void streams() {
  char *Line = nullptr;
  size_t Size = 0;
  FILE *File = fopen("a", "r");
  freopen("a", "r", File);
  fread(Buffer, 1, 1, File);
  fwrite(Buffer, 1, 1, File);
  fgets(Buffer, 1, File);
  fscanf(File, "%*d");
  fflush(File);
  fclose(File);
  getline(&Line, &Size, File);
  getdelim(&Line, &Size, ',', File);
}

int compare(const void *, const void *) { return 0; }
int compareWith(const void *, const void *, void *) { return 0; }
int visit(const char *, const struct stat *, int) { return 0; }
int visitDeep(const char *, const struct stat *, int, FTW *) { return 0; }

void callbacks() {
  qsort(Buffer, 1, 1, compare);
  qsort_r(Buffer, 1, 1, compareWith, nullptr);
  bsearch(Buffer, Buffer, 1, 1, compare);
  ftw("a", visit, 1);
  nftw("a", visitDeep, 1, 0);
}

} // namespace

int main() {
  sleeps();
  sockets(0);
  polls(0);
  names();
  processes(0);
  syncs(0);
  threads();
  waits();
  queues(0, 0);
  locks(0);
  descriptors(0);
  streams();
  callbacks();
}
