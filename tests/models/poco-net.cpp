// FLAGS: -std=c++20
// Calls every function that models/poco-net.yaml names, under each of its
// conditions.
#include <Poco/ActiveMethod.h>
#include <Poco/Activity.h>
#include <Poco/AutoPtr.h>
#include <Poco/Condition.h>
#include <Poco/Event.h>
#include <Poco/Mutex.h>
#include <Poco/NamedEvent.h>
#include <Poco/NamedMutex.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/DatagramSocket.h>
#include <Poco/Net/DialogSocket.h>
#include <Poco/Net/FTPClientSession.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSStreamFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/HTTPStreamFactory.h>
#include <Poco/Net/ICMPClient.h>
#include <Poco/Net/MailMessage.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/WebSocket.h>
#include <Poco/NotificationQueue.h>
#include <Poco/PriorityNotificationQueue.h>
#include <Poco/Process.h>
#include <Poco/RWLock.h>
#include <Poco/Runnable.h>
#include <Poco/Semaphore.h>
#include <Poco/SharedPtr.h>
#include <Poco/Task.h>
#include <Poco/TaskManager.h>
#include <Poco/Thread.h>
#include <Poco/ThreadPool.h>
#include <Poco/TimedNotificationQueue.h>
#include <Poco/Timer.h>
#include <Poco/URI.h>

namespace net = Poco::Net;

struct Handler : net::HTTPRequestHandler {
  void handleRequest(net::HTTPServerRequest &request,
                     net::HTTPServerResponse &response) override {
    request.has("traceparent");
    request.get("traceparent");
    request.find("traceparent");
    request["traceparent"];
    request.stream();
    request.response();
    response.setStatus(net::HTTPResponse::HTTP_OK);
    response.setStatusAndReason(net::HTTPResponse::HTTP_OK);
    response.send();
    response.sendBuffer("a", 1);
    response.sendFile("a", "text/plain");
    response.redirect("/");
    response.requireAuthentication("a");
    net::WebSocket socket(request, response);
  }
};

void client(net::HTTPClientSession &session, net::HTTPRequest &request,
            net::HTTPResponse &response) {
  request.set("traceparent", "value");
  request.add("traceparent", "value");
  session.sendRequest(request);
  session.peekResponse(response);
  session.receiveResponse(response);
  request.clear();
  net::HTTPStreamFactory().open(Poco::URI("http://localhost"));
  net::HTTPSStreamFactory().open(Poco::URI("https://localhost"));
  net::WebSocket socket(session, request, response);
  char bytes[16];
  int flags = 0;
  socket.sendFrame(bytes, 16);
  socket.receiveFrame(bytes, 16, flags);
}

void server(net::TCPServer &server) {
  server.start();
  server.stop();
}

void sockets(const net::SocketAddress &peer, net::DialogSocket &dialog,
             net::ICMPClient &ping) {
  char bytes[16];
  net::StreamSocket stream(peer);
  stream.connect(peer);
  stream.sendBytes(bytes, 16);
  stream.receiveBytes(bytes, 16);
  stream.poll(Poco::Timespan(), net::Socket::SELECT_READ);
  net::Socket::SocketList list;
  net::Socket::select(list, list, list, Poco::Timespan());
  net::DatagramSocket datagram;
  net::SocketAddress sender;
  datagram.sendBytes(bytes, 16);
  datagram.sendTo(bytes, 16, peer);
  datagram.receiveBytes(bytes, 16);
  datagram.receiveFrom(bytes, 16, sender);
  std::string text;
  dialog.sendMessage("a");
  dialog.sendString("a");
  dialog.receiveMessage(text);
  dialog.receiveStatusMessage(text);
  net::ServerSocket(80).acceptConnection();
  ping.ping("localhost");
}

void transfers(net::SMTPClientSession &mail, net::FTPClientSession &files,
               const net::MailMessage &message) {
  std::string response;
  mail.login();
  mail.sendMessage(message);
  mail.sendCommand("NOOP", response);
  mail.close();
  files.open("localhost", 21);
  files.login("a", "b");
  files.beginDownload("a");
  files.endDownload();
  files.beginUpload("a");
  files.endUpload();
  files.beginList();
  files.endList();
  files.rename("a", "b");
  files.remove("a");
  files.createDirectory("a");
  files.sendCommand("NOOP", response);
  files.close();
  net::DNS::hostByName("localhost");
  net::DNS::hostByAddress(net::IPAddress());
  net::DNS::resolve("localhost");
  net::DNS::resolveOne("localhost");
}

struct Owner {
  void run() {}
  int compute(const int &value) { return value; }
  void tick(Poco::Timer &) {}
};

void threads(Poco::Runnable &work, Poco::Task *task, Poco::ThreadPool &pool,
             Poco::TaskManager &tasks) {
  Poco::Thread thread;
  thread.start(work);
  thread.startFunc([] {});
  thread.join();
  thread.tryJoin(1);
  Poco::Thread::sleep(1);
  Poco::Thread::trySleep(1);
  Poco::Thread::yield();
  pool.start(work);
  pool.startWithPriority(Poco::Thread::PRIO_LOW, work);
  pool.joinAll();
  tasks.start(task);
  tasks.joinAll();
  Owner owner;
  Poco::Timer timer;
  timer.start(Poco::TimerCallback<Owner>(owner, &Owner::tick));
  Poco::ActiveMethod<int, int, Owner> method(&owner, &Owner::compute);
  Poco::ActiveResult<int> result = method(1);
  result.wait();
  result.tryWait(1);
  Poco::Activity<Owner> activity(&owner, &Owner::run);
  activity.start();
  activity.wait();
}

void waits(Poco::NotificationQueue &queue,
           Poco::PriorityNotificationQueue &priorities,
           Poco::TimedNotificationQueue &timed,
           const Poco::ProcessHandle &process) {
  Poco::Event event;
  event.set();
  event.wait();
  event.tryWait(1);
  Poco::NamedEvent("a").wait();
  Poco::Mutex mutex;
  Poco::Condition condition;
  condition.wait(mutex);
  condition.tryWait(mutex, 1);
  condition.signal();
  condition.broadcast();
  Poco::Semaphore semaphore(1);
  semaphore.set();
  semaphore.wait();
  semaphore.tryWait(1);
  queue.waitDequeueNotification();
  priorities.waitDequeueNotification();
  timed.waitDequeueNotification();
  Poco::Process::wait(process);
  process.wait();
}

void locks() {
  Poco::Mutex mutex;
  mutex.lock();
  Poco::FastMutex fast;
  fast.lock();
  Poco::RWLock shared;
  shared.readLock();
  shared.writeLock();
  Poco::NamedMutex("a").lock();
  Poco::FastMutex::ScopedLock guard(fast);
}

void pointers() {
  Poco::SharedPtr<Owner> shared(new Owner);
  Poco::SharedPtr<Owner> copy(shared);
  copy = shared;
  copy.get()->run();
  copy->run();
  (*copy).run();
  copy.reset();
  Poco::AutoPtr<Poco::Notification> counted(new Poco::Notification);
  Poco::AutoPtr<Poco::Notification> other(counted);
  other = counted;
  other.get()->name();
  other->name();
  (*other).name();
  other.duplicate();
  other.reset();
}
