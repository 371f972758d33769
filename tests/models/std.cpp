// FLAGS: -std=c++20 -w
// Calls every function of models/std.yaml, under every condition an entry has.
#include <algorithm>
#include <any>
#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <execution>
#include <filesystem>
#include <forward_list>
#include <fstream>
#include <functional>
#include <future>
#include <latch>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <queue>
#include <semaphore>
#include <set>
#include <shared_mutex>
#include <span>
#include <stack>
#include <string>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Base {
  virtual ~Base() = default;
};

struct Thing : Base, std::enable_shared_from_this<Thing> {
  int Value = 0;
  int get() const { return Value; }
  void run(int) {}
};

bool ready() { return true; }
void work(int) {}

const auto Now = std::chrono::steady_clock::now();

// ---- Threads and tasks ----

void threads() {
  std::thread T(work, 1);
  std::thread Moved(std::move(T));
  Moved.join();
  Thing Object;
  std::thread Member(&Thing::run, &Object, 2);
  Member.join();
  std::jthread J(work, 1);
  std::jthread MovedJ(std::move(J));
  MovedJ.join();
}

void pools() {
  std::vector<std::thread> V;
  V.emplace_back(work, 1);
  V.emplace_back(std::thread(work, 2));
  std::vector<std::jthread> VJ;
  VJ.emplace_back(work, 1);
  std::list<std::thread> L;
  L.emplace_back(work, 1);
  L.emplace_front(work, 1);
  std::list<std::jthread> LJ;
  LJ.emplace_back(work, 1);
  LJ.emplace_front(work, 1);
  std::deque<std::thread> D;
  D.emplace_back(work, 1);
  D.emplace_front(work, 1);
  std::deque<std::jthread> DJ;
  DJ.emplace_back(work, 1);
  DJ.emplace_front(work, 1);
}

void tasks() {
  std::future<void> Plain = std::async(work, 1);
  std::future<void> Async = std::async(std::launch::async, work, 1);
  std::future<void> Deferred = std::async(std::launch::deferred, work, 1);
  std::packaged_task<int(int)> Task([](int X) { return X; });
  std::future<int> Result = Task.get_future();
  Task(1);
  Plain.wait();
  Async.wait_for(1s);
  Async.wait_for(0s);
  Async.wait_for(std::chrono::seconds(0));
  Deferred.wait_until(Now);
  Result.get();
  std::shared_future<void> Shared = Plain.share();
  Shared.wait();
  Shared.get();
}

// ---- Waits ----

void conditions() {
  std::mutex M;
  std::unique_lock<std::mutex> Lock(M);
  std::condition_variable C;
  C.wait(Lock);
  C.wait(Lock, ready);
  C.wait_for(Lock, 1s);
  C.wait_for(Lock, 1s, ready);
  C.wait_until(Lock, Now);
  C.wait_until(Lock, Now, ready);
  std::condition_variable_any Any;
  std::stop_token Stop;
  Any.wait(Lock);
  Any.wait(Lock, ready);
  Any.wait(Lock, Stop, ready);
  Any.wait_for(Lock, 1s);
  Any.wait_for(Lock, 1s, ready);
  Any.wait_for(Lock, Stop, 1s, ready);
  Any.wait_until(Lock, Now);
  Any.wait_until(Lock, Now, ready);
  Any.wait_until(Lock, Stop, Now, ready);
}

void atomics() {
  std::atomic<bool> Bool{false};
  Bool.wait(false);
  std::atomic<int> Int{0};
  Int.wait(0);
  std::atomic<double> Double{0};
  Double.wait(0);
  std::atomic_flag Flag;
  Flag.wait(false);
  int Plain = 0;
  std::atomic_ref<int> Ref(Plain);
  Ref.wait(0);
  std::atomic_wait(&Int, 0);
  std::atomic_wait_explicit(&Int, 0, std::memory_order_relaxed);
}

void otherWaits() {
  std::counting_semaphore<4> Semaphore(0);
  Semaphore.acquire();
  std::binary_semaphore Binary(0);
  Binary.try_acquire_for(1s);
  Binary.try_acquire_until(Now);
  std::latch Latch(1);
  Latch.wait();
  Latch.arrive_and_wait();
  std::barrier<> Barrier(1);
  Barrier.wait(Barrier.arrive());
  Barrier.arrive_and_wait();
  std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_until(Now);
}

// ---- Locks ----

void mutexes() {
  std::mutex M;
  M.lock();
  std::recursive_mutex R;
  R.lock();
  std::timed_mutex T;
  T.lock();
  T.try_lock_for(1s);
  T.try_lock_until(Now);
  std::recursive_timed_mutex RT;
  RT.lock();
  RT.try_lock_for(1s);
  RT.try_lock_until(Now);
  std::shared_mutex S;
  S.lock();
  S.lock_shared();
  std::shared_timed_mutex ST;
  ST.lock();
  ST.lock_shared();
  ST.try_lock_for(1s);
  ST.try_lock_until(Now);
  ST.try_lock_shared_for(1s);
  ST.try_lock_shared_until(Now);
  std::lock(M, T);
}

void guards() {
  std::mutex M;
  std::timed_mutex T;
  std::shared_timed_mutex S;
  std::lock_guard Guard(M);
  std::lock_guard Adopted(M, std::adopt_lock);
  std::scoped_lock One(M);
  std::scoped_lock Two(M, T);
  std::unique_lock Unique(T);
  std::unique_lock For(T, 1s);
  std::unique_lock Until(T, Now);
  std::unique_lock Deferred(T, std::defer_lock);
  Deferred.lock();
  Deferred.try_lock_for(1s);
  Deferred.try_lock_until(Now);
  std::shared_lock Shared(S);
  std::shared_lock SharedFor(S, 1s);
  std::shared_lock SharedUntil(S, Now);
  Shared.lock();
  Shared.try_lock_for(1s);
  Shared.try_lock_until(Now);
}

// ---- Calls through callables ----

void callables() {
  std::invoke(work, 1);
  std::apply(work, std::make_tuple(1));
  std::variant<int, long> V;
  std::visit([](auto) {}, V);
  std::once_flag Once;
  std::call_once(Once, work, 1);
  std::function<void(int)> F = work;
  F(1);
  std::reference_wrapper<void(int)> R(work);
  R(1);
  auto Bound = std::bind(work, 1);
  Bound();
  auto Front = std::bind_front(work, 1);
  auto Member = std::mem_fn(&Thing::get);
  auto Not = std::not_fn(ready);
  Bound();
  Front();
  Member(Thing());
  Not();
}

// ---- Algorithms ----

bool even(int X) { return X % 2 == 0; }
bool less(int A, int B) { return A < B; }
int twice(int X) { return 2 * X; }
int plus(int A, int B) { return A + B; }
int next() { return 1; }

void algorithms(std::vector<int> V, std::vector<int> Out) {
  auto B = V.begin(), E = V.end();
  std::for_each(B, E, work);
  std::for_each(std::execution::seq, B, E, work);
  std::for_each(std::execution::par, B, E, work);
  std::for_each(std::execution::par_unseq, B, E, work);
  std::for_each_n(B, 1, work);
  std::for_each_n(std::execution::par, B, 1, work);
  std::for_each_n(std::execution::par_unseq, B, 1, work);
  std::all_of(B, E, even);
  std::any_of(B, E, even);
  std::none_of(B, E, even);
  std::find_if(B, E, even);
  std::find_if_not(B, E, even);
  std::count_if(B, E, even);
  std::remove_if(B, E, even);
  std::partition(B, E, even);
  std::stable_partition(B, E, even);
  std::sort(B, E, less);
  std::stable_sort(B, E, less);
  std::min_element(B, E, less);
  std::max_element(B, E, less);
  std::generate(B, E, next);
  std::generate_n(B, 1, next);
  std::accumulate(B, E, 0, plus);
  std::transform(B, E, std::back_inserter(Out), twice);
  std::transform(B, E, B, std::back_inserter(Out), plus);
  std::transform(std::execution::par, B, E, Out.begin(), twice);
  std::transform(std::execution::par_unseq, B, E, Out.begin(), twice);
  std::copy(B, E, std::back_inserter(Out));
  std::copy_n(B, 1, std::inserter(Out, Out.end()));
  std::copy_if(B, E, std::back_inserter(Out), even);
  std::deque<int> Front;
  std::move(B, E, std::front_inserter(Front));
}

void ranges(std::vector<int> V, std::vector<int> Out) {
  auto B = V.begin(), E = V.end();
  std::ranges::for_each(V, work);
  std::ranges::for_each(B, E, work);
  std::ranges::any_of(V, even);
  std::ranges::any_of(B, E, even);
  std::ranges::all_of(V, even);
  std::ranges::all_of(B, E, even);
  std::ranges::none_of(V, even);
  std::ranges::none_of(B, E, even);
  std::ranges::find_if(V, even);
  std::ranges::find_if(B, E, even);
  std::ranges::count_if(V, even);
  std::ranges::count_if(B, E, even);
  std::ranges::transform(V, std::back_inserter(Out), twice);
  std::ranges::transform(B, E, std::back_inserter(Out), twice);
  std::ranges::copy(V, std::back_inserter(Out));
  std::ranges::copy(B, E, std::back_inserter(Out));
}

// ---- The same object ----

template <class T> void forwarded(T &&X) { work(std::forward<T>(X)); }

void same() {
  int X = 0;
  int Moved = std::move(X);
  forwarded(Moved);
  int IfNoexcept = std::move_if_noexcept(X);
  std::as_const(IfNoexcept);
  std::addressof(X);
  std::to_address(&X);
  auto Ref = std::ref(X);
  auto Cref = std::cref(X);
  Ref.get();
  Ref = std::reference_wrapper<int>(IfNoexcept);
  Cref.get();
  std::any Any = 1;
  std::any_cast<int>(Any);
  std::any_cast<int>(&Any);
  std::variant<int, long> V;
  std::get<int>(V);
  std::get<0>(V);
  std::get_if<int>(&V);
  std::exchange(X, 1);
}

void uniquePointers() {
  std::unique_ptr<Thing> P(new Thing);
  std::unique_ptr<Thing, void (*)(Thing *)> WithDeleter(new Thing, [](Thing *T) { delete T; });
  std::unique_ptr<Thing> Moved(std::move(P));
  P = std::move(Moved);
  Moved = nullptr;
  P->get();
  (*P).get();
  P.get();
  P.release();
  P.reset();
  P.reset(new Thing);
}

void sharedPointers() {
  std::shared_ptr<Thing> P(new Thing);
  std::shared_ptr<Thing> WithDeleter(new Thing, [](Thing *T) { delete T; });
  std::shared_ptr<int> Alias(P, &P->Value);
  std::shared_ptr<Base> Up(P);
  std::static_pointer_cast<Thing>(Up);
  std::dynamic_pointer_cast<Thing>(Up);
  std::const_pointer_cast<const Base>(Up);
  std::reinterpret_pointer_cast<int>(Alias);
  P->get();
  (*P).get();
  P.get();
  std::weak_ptr<Thing> Weak(P);
  Weak = P;
  Weak.lock();
  Weak.reset();
  P->shared_from_this();
  P->weak_from_this();
  P = WithDeleter;
  P.reset();
  P.reset(new Thing);
  P.reset(new Thing, [](Thing *T) { delete T; });
}

void optionals() {
  std::optional<Thing> O = std::make_optional<Thing>();
  O.value();
  O->get();
  (*O).get();
  std::optional<int> Int;
  Int.emplace(1);
  Int.reset();
  Int = std::nullopt;
}

// ---- Made and dropped ----

void made() {
  auto U = std::make_unique<Thing>();
  auto S = std::make_shared<Thing>();
  auto UO = std::make_unique_for_overwrite<Thing>();
  auto SO = std::make_shared_for_overwrite<Thing>();
  auto A = std::allocate_shared<Thing>(std::allocator<Thing>());
  std::any Any = std::make_any<int>(1);
  Any.emplace<long>(1);
  Any.reset();
}

void cleared() {
  std::vector<int> Vector;
  Vector.clear();
  std::list<int> List;
  List.clear();
  std::forward_list<int> Forward;
  Forward.clear();
  std::deque<int> Deque;
  Deque.clear();
  std::map<int, int> Map;
  Map.clear();
  std::multimap<int, int> Multimap;
  Multimap.clear();
  std::unordered_map<int, int> UnorderedMap;
  UnorderedMap.clear();
  std::unordered_multimap<int, int> UnorderedMultimap;
  UnorderedMultimap.clear();
  std::set<int> Set;
  Set.clear();
  std::multiset<int> Multiset;
  Multiset.clear();
  std::unordered_set<int> UnorderedSet;
  UnorderedSet.clear();
  std::unordered_multiset<int> UnorderedMultiset;
  UnorderedMultiset.clear();
  std::string String;
  String.clear();
}

struct Containers {
  std::array<int, 1> Array;
  std::span<int> Span;
  std::initializer_list<int> List;
  std::queue<int> Queue;
  std::stack<int> Stack;
  std::priority_queue<int> Priority;
  std::pair<int, int> Pair;
  std::tuple<int> Tuple;
};

void containers() { Containers C; }

// ---- Files ----

void streams() {
  std::ifstream In("a");
  In.open("b");
  std::ofstream Out("a");
  Out.open("b");
  std::fstream Both("a");
  Both.open("b");
  std::filebuf Buffer;
  Buffer.open("a", std::ios::in);
}

void files(const std::filesystem::path &A, const std::filesystem::path &B) {
  namespace fs = std::filesystem;
  fs::copy(A, B);
  fs::copy_file(A, B);
  fs::rename(A, B);
  fs::remove(A);
  fs::remove_all(A);
  fs::create_directory(A);
  fs::create_directories(A);
  fs::create_symlink(A, B);
  fs::create_hard_link(A, B);
  fs::read_symlink(A);
  fs::file_size(A);
  fs::resize_file(A, 0);
  fs::canonical(A);
  fs::weakly_canonical(A);
  fs::equivalent(A, B);
  fs::space(A);
  fs::status(A);
  fs::symlink_status(A);
  fs::last_write_time(A);
  fs::permissions(A, fs::perms::all);
  fs::exists(A);
  fs::is_regular_file(A);
  fs::is_directory(A);
  fs::directory_iterator It(A);
  fs::recursive_directory_iterator Deep(A);
}

} // namespace

int main() {
  threads();
  pools();
  tasks();
  conditions();
  atomics();
  otherWaits();
  mutexes();
  guards();
  callables();
  algorithms({}, {});
  ranges({}, {});
  same();
  uniquePointers();
  sharedPointers();
  optionals();
  made();
  cleared();
  containers();
  streams();
  files("a", "b");
}
