// Values between the driver of the tests and the candidate, two processes that do not trust each other, on descriptor 3.
#pragma once
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <exception>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace rlar_wire {

constexpr uint32_t kFrameBytes = 16u << 20;

struct Gone : std::runtime_error {
  Gone() : std::runtime_error("the other side is gone") {}
};

inline void write_all(int fd, const char* data, size_t size) {
  while (size > 0) {
    ssize_t part = ::write(fd, data, size);
    if (part <= 0) throw Gone();
    data += part;
    size -= static_cast<size_t>(part);
  }
}

inline void read_all(int fd, char* data, size_t size) {
  while (size > 0) {
    ssize_t part = ::read(fd, data, size);
    if (part <= 0) throw Gone();
    data += part;
    size -= static_cast<size_t>(part);
  }
}

inline void send_frame(const std::string& body) {
  if (body.size() > kFrameBytes) throw std::length_error("too large to pass on");
  uint32_t size = static_cast<uint32_t>(body.size());
  write_all(3, reinterpret_cast<const char*>(&size), sizeof size);
  write_all(3, body.data(), body.size());
}

inline std::string receive_frame() {
  uint32_t size = 0;
  read_all(3, reinterpret_cast<char*>(&size), sizeof size);
  if (size > kFrameBytes) throw Gone();
  std::string body(size, '\0');
  read_all(3, body.data(), size);
  return body;
}

struct Reader {
  const std::string& body;
  size_t at = 0;
  char tag() {
    if (at >= body.size()) throw Gone();
    return body[at++];
  }
  template <class T>
  T raw() {
    if (body.size() - at < sizeof(T)) throw Gone();
    T value;
    std::memcpy(&value, body.data() + at, sizeof(T));
    at += sizeof(T);
    return value;
  }
  uint32_t count() {
    uint32_t items = raw<uint32_t>();
    if (items > body.size() - at) throw Gone();
    return items;
  }
};

template <class T>
void put_raw(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

template <class T, class = void>
struct Wire;

template <class T>
struct Wire<T, std::enable_if_t<std::is_integral_v<T> || std::is_enum_v<T>>> {
  static void put(std::string& out, T value) {
    out.push_back('i');
    put_raw<int64_t>(out, static_cast<int64_t>(value));
  }
  static T get(Reader& in) {
    char tag = in.tag();
    if (tag == 'i') return static_cast<T>(in.raw<int64_t>());
    if (tag == 'f') return static_cast<T>(in.raw<double>());
    throw Gone();
  }
};

template <class T>
struct Wire<T, std::enable_if_t<std::is_floating_point_v<T>>> {
  static void put(std::string& out, T value) {
    out.push_back('f');
    put_raw<double>(out, static_cast<double>(value));
  }
  static T get(Reader& in) {
    char tag = in.tag();
    if (tag == 'i') return static_cast<T>(in.raw<int64_t>());
    if (tag == 'f') return static_cast<T>(in.raw<double>());
    throw Gone();
  }
};

template <>
struct Wire<std::string> {
  static void put(std::string& out, const std::string& value) {
    out.push_back('s');
    put_raw<uint32_t>(out, static_cast<uint32_t>(value.size()));
    out.append(value);
  }
  static std::string get(Reader& in) {
    if (in.tag() != 's') throw Gone();
    uint32_t size = in.count();
    std::string value = in.body.substr(in.at, size);
    in.at += size;
    return value;
  }
};

template <class C, class Item>
struct Sequence {
  static void put(std::string& out, const C& values) {
    out.push_back('l');
    put_raw<uint32_t>(out, static_cast<uint32_t>(values.size()));
    for (const auto& value : values) Wire<Item>::put(out, value);
  }
  static C get(Reader& in) {
    if (in.tag() != 'l') throw Gone();
    C values;
    for (uint32_t left = in.count(); left > 0; --left) values.insert(values.end(), Wire<Item>::get(in));
    return values;
  }
};

template <class T> struct Wire<std::vector<T>> : Sequence<std::vector<T>, T> {};
template <class T> struct Wire<std::deque<T>> : Sequence<std::deque<T>, T> {};
template <class T> struct Wire<std::list<T>> : Sequence<std::list<T>, T> {};
template <class T> struct Wire<std::set<T>> : Sequence<std::set<T>, T> {};
template <class T> struct Wire<std::multiset<T>> : Sequence<std::multiset<T>, T> {};
template <class T> struct Wire<std::unordered_set<T>> : Sequence<std::unordered_set<T>, T> {};
template <class K, class V> struct Wire<std::map<K, V>> : Sequence<std::map<K, V>, std::pair<K, V>> {};
template <class K, class V>
struct Wire<std::unordered_map<K, V>> : Sequence<std::unordered_map<K, V>, std::pair<K, V>> {};

template <class A, class B>
struct Wire<std::pair<A, B>> {
  static void put(std::string& out, const std::pair<A, B>& value) {
    Wire<std::decay_t<A>>::put(out, value.first);
    Wire<std::decay_t<B>>::put(out, value.second);
  }
  static std::pair<A, B> get(Reader& in) {
    auto first = Wire<std::decay_t<A>>::get(in);
    auto second = Wire<std::decay_t<B>>::get(in);
    return {first, second};
  }
};

template <class... T>
struct Wire<std::tuple<T...>> {
  static void put(std::string& out, const std::tuple<T...>& value) {
    std::apply([&](const T&... items) { (Wire<T>::put(out, items), ...); }, value);
  }
  static std::tuple<T...> get(Reader& in) { return std::tuple<T...>{Wire<T>::get(in)...}; }
};

template <class T>
struct Wire<std::optional<T>> {
  static void put(std::string& out, const std::optional<T>& value) {
    Wire<bool>::put(out, value.has_value());
    if (value) Wire<T>::put(out, *value);
  }
  static std::optional<T> get(Reader& in) {
    if (!Wire<bool>::get(in)) return std::nullopt;
    return Wire<T>::get(in);
  }
};

/** Driver: calls the candidate; what it changed in its arguments is changed here. */
template <class R, class... Args>
R call(Args&... arguments) {
  std::string body;
  (Wire<std::decay_t<Args>>::put(body, arguments), ...);
  send_frame(body);
  std::string reply = receive_frame();
  Reader in{reply};
  if (in.tag() != 'k') throw std::runtime_error("the candidate raised an exception");
  auto update = [&](auto& argument) {
    using T = std::decay_t<decltype(argument)>;
    T after = Wire<T>::get(in);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(argument)>>) argument = after;
  };
  if constexpr (std::is_void_v<R>) {
    (update(arguments), ...);
  } else {
    R value = Wire<std::decay_t<R>>::get(in);
    (update(arguments), ...);
    return value;
  }
}

/** Candidate: says that it is there, then answers calls of one function, whose arguments have these types, for ever. */
template <class... Args, class Function>
int serve(Function function) {
  try {
    send_frame("ready");
    for (;;) {
      std::string body = receive_frame();
      std::string reply;
      try {
        Reader in{body};
        std::tuple<std::decay_t<Args>...> arguments{Wire<std::decay_t<Args>>::get(in)...};
        reply.push_back('k');
        using R = decltype(std::apply(function, arguments));
        if constexpr (std::is_void_v<R>)
          std::apply(function, arguments);
        else
          Wire<std::decay_t<R>>::put(reply, std::apply(function, arguments));
        std::apply([&](const auto&... items) { (Wire<std::decay_t<decltype(items)>>::put(reply, items), ...); }, arguments);
      } catch (const Gone&) {
        return 3;
      } catch (...) {
        reply = "x";
      }
      send_frame(reply);
    }
  } catch (...) {
    return 3;
  }
}

}  // namespace rlar_wire
