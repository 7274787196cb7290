// Expected failures as values. A Result<T> holds a T or an Error; bugs are DORSUM_CHECKs, never Errors.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace dorsum::core {

enum class ErrorCode {
    not_found,      // a file, folder, id or resource that is not there
    unreadable,     // it is there but cannot be opened or read
    unwritable,     // read-only folder, full disk
    malformed,      // not the format it claims to be, truncated, not a mesh
    invalid,        // the format is right, a value is not (unknown id, out of range, wrong unit)
    too_large,      // over a stated limit
    unsupported,    // no GL 3.3, no display, a format we do not read
    denied,         // a rule forbids it (safety screen, kiosk)
};

// One clear message: what went wrong, where (file, and JSON pointer or line), and what to do about it.
struct Error {
    ErrorCode code = ErrorCode::invalid;
    std::string message;
    std::string place;
    std::string remedy;

    // "place: message (remedy)", leaving out what is empty.
    std::string text() const;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::move(value)) {}
    Result(Error error) : held_(std::move(error)) {}

    explicit operator bool() const { return held_.index() == 0; }
    T& value() & { return std::get<0>(held_); }
    const T& value() const& { return std::get<0>(held_); }
    T&& value() && { return std::get<0>(std::move(held_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { return std::get<1>(held_); }

private:
    std::variant<T, Error> held_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}
    explicit operator bool() const { return !error_; }
    const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

using Status = Result<void>;

} // namespace dorsum::core
