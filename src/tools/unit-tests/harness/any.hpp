// A value of any type, for tests that name Boost's: the types that can be passed on, each with a letter.
#pragma once
#include <boost/any.hpp>

#include "wire.hpp"

namespace rlar_wire {

template <>
struct Wire<boost::any> {
  template <class T>
  static bool put_as(std::string& out, const boost::any& value, char tag) {
    const T* held = boost::any_cast<T>(&value);
    if (!held) return false;
    out.push_back(tag);
    Wire<T>::put(out, *held);
    return true;
  }
  static void put(std::string& out, const boost::any& value) {
    if (value.empty()) return out.push_back('0');
    if (put_as<int>(out, value, '1') || put_as<double>(out, value, '2') || put_as<std::string>(out, value, '3') ||
        put_as<float>(out, value, '4') || put_as<long>(out, value, '5') || put_as<bool>(out, value, '6') ||
        put_as<char>(out, value, '7') || put_as<std::vector<int>>(out, value, '8') ||
        put_as<std::vector<std::string>>(out, value, '9') || put_as<std::list<boost::any>>(out, value, 'a') ||
        put_as<std::vector<boost::any>>(out, value, 'b') || put_as<std::map<std::string, std::string>>(out, value, 'c') ||
        put_as<std::map<int, int>>(out, value, 'd'))
      return;
    if (const char* const* text = boost::any_cast<const char*>(&value)) {
      out.push_back('e');
      return Wire<std::string>::put(out, *text);
    }
    throw std::invalid_argument("a value of a type that cannot be passed on");
  }
  static const char* kept(const std::string& text) {
    static std::set<std::string> texts;
    return texts.insert(text).first->c_str();
  }
  static boost::any get(Reader& in) {
    switch (in.tag()) {
      case '0': return {};
      case '1': return Wire<int>::get(in);
      case '2': return Wire<double>::get(in);
      case '3': return Wire<std::string>::get(in);
      case '4': return Wire<float>::get(in);
      case '5': return Wire<long>::get(in);
      case '6': return Wire<bool>::get(in);
      case '7': return Wire<char>::get(in);
      case '8': return Wire<std::vector<int>>::get(in);
      case '9': return Wire<std::vector<std::string>>::get(in);
      case 'a': return Wire<std::list<boost::any>>::get(in);
      case 'b': return Wire<std::vector<boost::any>>::get(in);
      case 'c': return Wire<std::map<std::string, std::string>>::get(in);
      case 'd': return Wire<std::map<int, int>>::get(in);
      case 'e': return kept(Wire<std::string>::get(in));
      default: throw Gone();
    }
  }
};

}  // namespace rlar_wire
