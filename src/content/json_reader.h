// JSON rows read key by key: every wrong type, missing key and unknown key becomes one diagnostic with file and JSON pointer, and
// reading goes on with a fallback.
#pragma once

#include "core/diagnostics.h"

#include <filesystem>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dorsum::content {

enum class Need { required, optional };

// Where a value stands: enough to complain about it.
struct Place {
    std::string file;
    std::string pointer;
    core::Diagnostics* diagnostics = nullptr;

    void error(std::string message, std::string remedy = {}) const;
    void warning(std::string message, std::string remedy = {}) const;
    Place at(std::string_view key) const;
    Place at(std::size_t index) const;
};

class JsonObject;

// One value of a document; the document outlives it.
class JsonValue {
public:
    JsonValue(const nlohmann::json& value, Place place) : value_(&value), place_(std::move(place)) {}

    const Place& place() const { return place_; }
    std::optional<std::string> string() const;
    std::optional<float> number() const;
    std::optional<int> integer() const;
    std::optional<bool> boolean() const;
    std::vector<JsonValue> list() const;              // not an array: an error and nothing
    std::vector<std::string> strings() const;         // those elements that are non-empty strings
    std::optional<JsonObject> object() const;
    bool is_null() const;

private:
    const nlohmann::json* value_;
    Place place_;
};

// An object whose keys must all be asked for: finish() reports those that nobody knows.
class JsonObject {
public:
    JsonObject(const nlohmann::json& value, Place place) : value_(&value), place_(std::move(place)) {}

    const Place& place() const { return place_; }
    std::optional<JsonValue> find(std::string_view key, Need need);
    std::string string(std::string_view key, Need need = Need::required, std::string fallback = {});
    float number(std::string_view key, float low, float high, float fallback, Need need = Need::required);
    int integer(std::string_view key, int low, int high, int fallback, Need need = Need::required);
    bool boolean(std::string_view key, bool fallback, Need need = Need::optional);
    std::vector<std::string> strings(std::string_view key, Need need = Need::required);
    std::vector<JsonValue> list(std::string_view key, Need need = Need::required);
    std::optional<JsonObject> object(std::string_view key, Need need = Need::required);
    // A pair [low, high] or one number for both.
    std::pair<float, float> range(std::string_view key, float low, float high, std::pair<float, float> fallback,
                                  Need need = Need::required);
    // One of a few words.
    std::string word(std::string_view key, const std::vector<std::string>& words, Need need = Need::required);
    std::vector<std::string> keys() const;
    void finish() const;

private:
    const nlohmann::json* value_;
    Place place_;
    std::vector<std::string> asked_;
};

// A parsed file. Not there, unreadable, too large, empty, broken JSON, a key twice: one error, and for all but the last nothing.
class JsonFile {
public:
    JsonFile(const std::filesystem::path& path, std::string shown_name, core::Diagnostics& diagnostics);
    ~JsonFile();
    JsonFile(const JsonFile&) = delete;
    JsonFile& operator=(const JsonFile&) = delete;

    explicit operator bool() const { return document_ != nullptr; }
    JsonValue root() const;

private:
    std::unique_ptr<nlohmann::json> document_;
    Place place_;
};

} // namespace dorsum::content
