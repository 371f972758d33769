// FLAGS: -std=c++20
// Calls every function that models/asio.yaml names, in both namespaces.

// These versions do not know clang's coroutines by themselves.
#define ASIO_HAS_CO_AWAIT 1
#define ASIO_HAS_STD_COROUTINE 1
#define BOOST_ASIO_HAS_CO_AWAIT 1
#define BOOST_ASIO_HAS_STD_COROUTINE 1
#include <asio.hpp>
#include <asio/ssl.hpp>

// Both define these at the top level, so that one source cannot include both as
// they are.
#define asio_execution_bulk_execute_fn boost_asio_execution_bulk_execute_fn
#define asio_execution_connect_fn boost_asio_execution_connect_fn
#define asio_execution_execute_fn boost_asio_execution_execute_fn
#define asio_execution_schedule_fn boost_asio_execution_schedule_fn
#define asio_execution_set_done_fn boost_asio_execution_set_done_fn
#define asio_execution_set_error_fn boost_asio_execution_set_error_fn
#define asio_execution_set_value_fn boost_asio_execution_set_value_fn
#define asio_execution_start_fn boost_asio_execution_start_fn
#define asio_execution_submit_fn boost_asio_execution_submit_fn
#define asio_prefer_fn boost_asio_prefer_fn
#define asio_query_fn boost_asio_query_fn
#define asio_require_concept_fn boost_asio_require_concept_fn
#define asio_require_fn boost_asio_require_fn
#include <boost/asio.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/ssl.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

// The smallest device that read_at and write_at accept.
struct boost_asio_device {
  using executor_type = boost::asio::io_context::executor_type;
  executor_type get_executor();
  template <class Buffers>
  std::size_t read_some_at(std::uint64_t, const Buffers &,
                           boost::system::error_code &);
  template <class Buffers>
  std::size_t write_some_at(std::uint64_t, const Buffers &,
                            boost::system::error_code &);
  template <class Buffers, class Token>
  void async_read_some_at(std::uint64_t, const Buffers &, Token &&) {}
  template <class Buffers, class Token>
  void async_write_some_at(std::uint64_t, const Buffers &, Token &&) {}
};

namespace boost_asio_all {

using namespace boost::asio;
using Code = boost::system::error_code;

void streams(ip::tcp::socket &socket, ip::tcp::acceptor &acceptor,
             boost_asio_device &device, const ip::tcp::endpoint &peer) {
  char bytes[16];
  std::string text;
  std::vector<ip::tcp::endpoint> peers{peer};
  connect(socket, peers);
  read(socket, buffer(bytes));
  read_at(device, 0, buffer(bytes));
  read_until(socket, dynamic_buffer(text), '\n');
  write(socket, buffer(bytes));
  write_at(device, 0, buffer(bytes));
  socket.open(ip::tcp::v4());
  socket.connect(peer);
  socket.wait(ip::tcp::socket::wait_read);
  socket.send(buffer(bytes));
  socket.receive(buffer(bytes));
  socket.read_some(buffer(bytes));
  socket.write_some(buffer(bytes));
  socket.available();
  socket.cancel();
  socket.shutdown(ip::tcp::socket::shutdown_both);
  socket.close();
  acceptor.open(ip::tcp::v4());
  acceptor.listen();
  acceptor.accept();
  acceptor.wait(ip::tcp::acceptor::wait_read);
  ip::tcp::iostream stream;
  stream.connect("localhost", "80");
}

void asyncStreams(ip::tcp::socket &socket, ip::tcp::acceptor &acceptor,
                  boost_asio_device &device, const ip::tcp::endpoint &peer) {
  static char bytes[16];
  static std::string text;
  std::vector<ip::tcp::endpoint> peers{peer};
  auto done = [](Code, std::size_t) {};
  async_connect(socket, peers, [](Code, const ip::tcp::endpoint &) {});
  async_read(socket, buffer(bytes), done);
  async_read_at(device, 0, buffer(bytes), done);
  async_read_until(socket, dynamic_buffer(text), '\n', done);
  async_write(socket, buffer(bytes), done);
  async_write_at(device, 0, buffer(bytes), done);
  socket.async_connect(peer, [](Code) {});
  socket.async_wait(ip::tcp::socket::wait_read, [](Code) {});
  socket.async_send(buffer(bytes), done);
  socket.async_receive(buffer(bytes), done);
  socket.async_read_some(buffer(bytes), done);
  socket.async_write_some(buffer(bytes), done);
  acceptor.async_accept([](Code, ip::tcp::socket) {});
  acceptor.async_wait(ip::tcp::acceptor::wait_read, [](Code) {});
}

void datagrams(ip::udp::socket &socket, ip::icmp::socket &raw,
               generic::seq_packet_protocol::socket &packets,
               ip::udp::endpoint peer, ip::icmp::endpoint rawPeer) {
  static char bytes[16];
  auto done = [](Code, std::size_t) {};
  socket.send(buffer(bytes));
  socket.send_to(buffer(bytes), peer);
  socket.receive(buffer(bytes));
  socket.receive_from(buffer(bytes), peer);
  socket.async_send(buffer(bytes), done);
  socket.async_send_to(buffer(bytes), peer, done);
  socket.async_receive(buffer(bytes), done);
  socket.async_receive_from(buffer(bytes), peer, done);
  raw.send_to(buffer(bytes), rawPeer);
  raw.receive_from(buffer(bytes), rawPeer);
  raw.async_send_to(buffer(bytes), rawPeer, done);
  raw.async_receive_from(buffer(bytes), rawPeer, done);
  socket_base::message_flags flags = 0;
  packets.send(buffer(bytes), flags);
  packets.receive(buffer(bytes), flags);
  packets.async_send(buffer(bytes), flags, done);
  packets.async_receive(buffer(bytes), flags, done);
}

void secure(ssl::stream<ip::tcp::socket> &stream) {
  static char bytes[16];
  auto done = [](Code, std::size_t) {};
  stream.handshake(ssl::stream_base::client);
  stream.read_some(buffer(bytes));
  stream.write_some(buffer(bytes));
  stream.shutdown();
  stream.async_handshake(ssl::stream_base::client, [](Code) {});
  stream.async_read_some(buffer(bytes), done);
  stream.async_write_some(buffer(bytes), done);
  stream.async_shutdown([](Code) {});
}

void devices(posix::stream_descriptor &pipe, serial_port &port) {
  static char bytes[16];
  auto done = [](Code, std::size_t) {};
  pipe.read_some(buffer(bytes));
  pipe.write_some(buffer(bytes));
  pipe.wait(posix::stream_descriptor::wait_read);
  pipe.async_read_some(buffer(bytes), done);
  pipe.async_write_some(buffer(bytes), done);
  pipe.async_wait(posix::stream_descriptor::wait_read, [](Code) {});
  port.read_some(buffer(bytes));
  port.write_some(buffer(bytes));
  port.async_read_some(buffer(bytes), done);
  port.async_write_some(buffer(bytes), done);
}

void waits(io_context &loop, thread_pool &pool, signal_set &signals,
           deadline_timer &deadline) {
  ip::tcp::resolver resolver(loop);
  resolver.resolve("localhost", "80");
  resolver.async_resolve("localhost", "80",
                         [](Code, ip::tcp::resolver::results_type) {});
  steady_timer timer(loop);
  timer.expires_after(std::chrono::seconds(1));
  timer.expires_at(std::chrono::steady_clock::now());
  timer.wait();
  timer.async_wait([](Code) {});
  timer.cancel();
  deadline.wait();
  deadline.async_wait([](Code) {});
  signals.async_wait([](Code, int) {});
  pool.attach();
  pool.stop();
  pool.join();
  pool.wait();
}

awaitable<void> coroutine() { co_return; }

void work(io_context &loop, thread_pool &pool) {
  post(loop, [] {});
  dispatch(loop, [] {});
  defer(loop, [] {});
  loop.post([] {});
  loop.dispatch([] {});
  auto wrapped = loop.wrap([] {});
  auto inStrand = make_strand(loop);
  std::allocator<void> allocator;
  inStrand.post([] {}, allocator);
  inStrand.dispatch([] {}, allocator);
  inStrand.defer([] {}, allocator);
  inStrand.execute([] {});
  io_context::strand old(loop);
  old.post([] {});
  old.dispatch([] {});
  old.defer([] {}, allocator);
  auto wrappedToo = old.wrap([] {});
  auto executor = loop.get_executor();
  executor.post([] {}, allocator);
  executor.dispatch([] {}, allocator);
  executor.defer([] {}, allocator);
  executor.execute([] {});
  auto poolExecutor = pool.get_executor();
  poolExecutor.post([] {}, allocator);
  poolExecutor.dispatch([] {}, allocator);
  poolExecutor.defer([] {}, allocator);
  poolExecutor.execute([] {});
  co_spawn(loop, coroutine(), detached);
  co_spawn(
      loop, [] { return coroutine(); }, detached);
  auto body = [](yield_context) {};
  spawn(loop, body);
  spawn(bind_executor(inStrand, [] {}), body);
  spawn(inStrand, body);
  auto bound = bind_executor(inStrand, [] {});
  auto guard = make_work_guard(loop);
}

void loops(io_context &loop) {
  loop.run();
  loop.run_one();
  loop.run_for(std::chrono::seconds(1));
  loop.run_until(std::chrono::steady_clock::now());
  loop.run_one_for(std::chrono::seconds(1));
  loop.poll();
  loop.poll_one();
  loop.stop();
  loop.restart();
}

} // namespace boost_asio_all

// The smallest device that read_at and write_at accept.
struct plain_asio_device {
  using executor_type = asio::io_context::executor_type;
  executor_type get_executor();
  template <class Buffers>
  std::size_t read_some_at(std::uint64_t, const Buffers &, asio::error_code &);
  template <class Buffers>
  std::size_t write_some_at(std::uint64_t, const Buffers &, asio::error_code &);
  template <class Buffers, class Token>
  void async_read_some_at(std::uint64_t, const Buffers &, Token &&) {}
  template <class Buffers, class Token>
  void async_write_some_at(std::uint64_t, const Buffers &, Token &&) {}
};

namespace plain_asio_all {

using namespace asio;
using Code = asio::error_code;

void streams(ip::tcp::socket &socket, ip::tcp::acceptor &acceptor,
             plain_asio_device &device, const ip::tcp::endpoint &peer) {
  char bytes[16];
  std::string text;
  std::vector<ip::tcp::endpoint> peers{peer};
  connect(socket, peers);
  read(socket, buffer(bytes));
  read_at(device, 0, buffer(bytes));
  read_until(socket, dynamic_buffer(text), '\n');
  write(socket, buffer(bytes));
  write_at(device, 0, buffer(bytes));
  socket.open(ip::tcp::v4());
  socket.connect(peer);
  socket.wait(ip::tcp::socket::wait_read);
  socket.send(buffer(bytes));
  socket.receive(buffer(bytes));
  socket.read_some(buffer(bytes));
  socket.write_some(buffer(bytes));
  socket.available();
  socket.cancel();
  socket.shutdown(ip::tcp::socket::shutdown_both);
  socket.close();
  acceptor.open(ip::tcp::v4());
  acceptor.listen();
  acceptor.accept();
  acceptor.wait(ip::tcp::acceptor::wait_read);
  ip::tcp::iostream stream;
  stream.connect("localhost", "80");
}

void asyncStreams(ip::tcp::socket &socket, ip::tcp::acceptor &acceptor,
                  plain_asio_device &device, const ip::tcp::endpoint &peer) {
  static char bytes[16];
  static std::string text;
  std::vector<ip::tcp::endpoint> peers{peer};
  auto done = [](Code, std::size_t) {};
  async_connect(socket, peers, [](Code, const ip::tcp::endpoint &) {});
  async_read(socket, buffer(bytes), done);
  async_read_at(device, 0, buffer(bytes), done);
  async_read_until(socket, dynamic_buffer(text), '\n', done);
  async_write(socket, buffer(bytes), done);
  async_write_at(device, 0, buffer(bytes), done);
  socket.async_connect(peer, [](Code) {});
  socket.async_wait(ip::tcp::socket::wait_read, [](Code) {});
  socket.async_send(buffer(bytes), done);
  socket.async_receive(buffer(bytes), done);
  socket.async_read_some(buffer(bytes), done);
  socket.async_write_some(buffer(bytes), done);
  acceptor.async_accept([](Code, ip::tcp::socket) {});
  acceptor.async_wait(ip::tcp::acceptor::wait_read, [](Code) {});
}

void datagrams(ip::udp::socket &socket, ip::icmp::socket &raw,
               generic::seq_packet_protocol::socket &packets,
               ip::udp::endpoint peer, ip::icmp::endpoint rawPeer) {
  static char bytes[16];
  auto done = [](Code, std::size_t) {};
  socket.send(buffer(bytes));
  socket.send_to(buffer(bytes), peer);
  socket.receive(buffer(bytes));
  socket.receive_from(buffer(bytes), peer);
  socket.async_send(buffer(bytes), done);
  socket.async_send_to(buffer(bytes), peer, done);
  socket.async_receive(buffer(bytes), done);
  socket.async_receive_from(buffer(bytes), peer, done);
  raw.send_to(buffer(bytes), rawPeer);
  raw.receive_from(buffer(bytes), rawPeer);
  raw.async_send_to(buffer(bytes), rawPeer, done);
  raw.async_receive_from(buffer(bytes), rawPeer, done);
  socket_base::message_flags flags = 0;
  packets.send(buffer(bytes), flags);
  packets.receive(buffer(bytes), flags);
  packets.async_send(buffer(bytes), flags, done);
  packets.async_receive(buffer(bytes), flags, done);
}

void secure(ssl::stream<ip::tcp::socket> &stream) {
  static char bytes[16];
  auto done = [](Code, std::size_t) {};
  stream.handshake(ssl::stream_base::client);
  stream.read_some(buffer(bytes));
  stream.write_some(buffer(bytes));
  stream.shutdown();
  stream.async_handshake(ssl::stream_base::client, [](Code) {});
  stream.async_read_some(buffer(bytes), done);
  stream.async_write_some(buffer(bytes), done);
  stream.async_shutdown([](Code) {});
}

void devices(posix::stream_descriptor &pipe, serial_port &port) {
  static char bytes[16];
  auto done = [](Code, std::size_t) {};
  pipe.read_some(buffer(bytes));
  pipe.write_some(buffer(bytes));
  pipe.wait(posix::stream_descriptor::wait_read);
  pipe.async_read_some(buffer(bytes), done);
  pipe.async_write_some(buffer(bytes), done);
  pipe.async_wait(posix::stream_descriptor::wait_read, [](Code) {});
  port.read_some(buffer(bytes));
  port.write_some(buffer(bytes));
  port.async_read_some(buffer(bytes), done);
  port.async_write_some(buffer(bytes), done);
}

void waits(io_context &loop, thread_pool &pool, signal_set &signals) {
  ip::tcp::resolver resolver(loop);
  resolver.resolve("localhost", "80");
  resolver.async_resolve("localhost", "80",
                         [](Code, ip::tcp::resolver::results_type) {});
  steady_timer timer(loop);
  timer.expires_after(std::chrono::seconds(1));
  timer.expires_at(std::chrono::steady_clock::now());
  timer.wait();
  timer.async_wait([](Code) {});
  timer.cancel();
  signals.async_wait([](Code, int) {});
  pool.attach();
  pool.stop();
  pool.join();
  pool.wait();
}

awaitable<void> coroutine() { co_return; }

void work(io_context &loop, thread_pool &pool) {
  post(loop, [] {});
  dispatch(loop, [] {});
  defer(loop, [] {});
  loop.post([] {});
  loop.dispatch([] {});
  auto wrapped = loop.wrap([] {});
  auto inStrand = make_strand(loop);
  std::allocator<void> allocator;
  inStrand.post([] {}, allocator);
  inStrand.dispatch([] {}, allocator);
  inStrand.defer([] {}, allocator);
  inStrand.execute([] {});
  io_context::strand old(loop);
  old.post([] {});
  old.dispatch([] {});
  old.defer([] {}, allocator);
  auto wrappedToo = old.wrap([] {});
  auto executor = loop.get_executor();
  executor.post([] {}, allocator);
  executor.dispatch([] {}, allocator);
  executor.defer([] {}, allocator);
  auto poolExecutor = pool.get_executor();
  poolExecutor.post([] {}, allocator);
  poolExecutor.dispatch([] {}, allocator);
  poolExecutor.defer([] {}, allocator);
  co_spawn(loop, coroutine(), detached);
  co_spawn(
      loop, [] { return coroutine(); }, detached);
  auto bound = bind_executor(inStrand, [] {});
  auto guard = make_work_guard(loop);
}

void loops(io_context &loop) {
  loop.run();
  loop.run_one();
  loop.run_for(std::chrono::seconds(1));
  loop.run_until(std::chrono::steady_clock::now());
  loop.run_one_for(std::chrono::seconds(1));
  loop.poll();
  loop.poll_one();
  loop.stop();
  loop.restart();
}

} // namespace plain_asio_all
