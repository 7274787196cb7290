#include "content/json_reader.h"

#include "core/spelling.h"
#include "core/files.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace dorsum::content {
using nlohmann::json;

namespace {

constexpr std::size_t k_max_content_bytes = 4u << 20;

void complain_type(const Place& place, const json& value, std::string_view wanted) {
    place.error(fmt::format("{} was expected, here is {}", wanted, value.type_name()), "change its type");
}

// Keeps the first of two equal keys' names per object while parsing; the parser itself would silently take the last.
struct DuplicateKeys {
    std::vector<std::set<std::string>> open;
    std::vector<std::string> found;

    bool operator()(int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) open.emplace_back();
        if (event == json::parse_event_t::object_end) open.pop_back();
        if (event == json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
            found.push_back(parsed.get<std::string>());
        return true;
    }
};

// The library's "[json.exception.parse_error.101] parse error at line 3, column 5: ..." without its internal name.
std::string plain_message(const std::string& what) {
    const auto end = what.find("] ");
    return end == std::string::npos ? what : what.substr(end + 2);
}

} // namespace

void Place::error(std::string message, std::string remedy) const {
    diagnostics->error(file, pointer, std::move(message), std::move(remedy));
}

void Place::warning(std::string message, std::string remedy) const {
    diagnostics->warning(file, pointer, std::move(message), std::move(remedy));
}

Place Place::at(std::string_view key) const {
    std::string escaped;
    for (const char c : key) escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return {file, pointer + "/" + escaped, diagnostics};
}

Place Place::at(std::size_t index) const { return {file, pointer + "/" + std::to_string(index), diagnostics}; }

// ---- JsonValue ----------------------------------------------------------------------------------------------------------

std::optional<std::string> JsonValue::string() const {
    if (!value_->is_string()) return complain_type(place_, *value_, "a text in quotes"), std::nullopt;
    auto text = value_->get<std::string>();
    if (text.empty()) return place_.error("the text is empty", "write something or leave the key out"), std::nullopt;
    return text;
}

std::optional<float> JsonValue::number() const {
    if (!value_->is_number()) return complain_type(place_, *value_, "a number"), std::nullopt;
    return value_->get<float>();
}

std::optional<int> JsonValue::integer() const {
    if (!value_->is_number_integer()) return complain_type(place_, *value_, "a whole number"), std::nullopt;
    const auto wide = value_->get<std::int64_t>();
    return static_cast<int>(std::clamp<std::int64_t>(wide, -1'000'000'000, 1'000'000'000));
}

std::optional<bool> JsonValue::boolean() const {
    if (!value_->is_boolean()) return complain_type(place_, *value_, "true or false"), std::nullopt;
    return value_->get<bool>();
}

bool JsonValue::is_null() const { return value_->is_null(); }

std::vector<JsonValue> JsonValue::list() const {
    std::vector<JsonValue> values;
    if (!value_->is_array()) return complain_type(place_, *value_, "a list [...]"), values;
    for (std::size_t i = 0; i < value_->size(); ++i) values.emplace_back((*value_)[i], place_.at(i));
    return values;
}

std::vector<std::string> JsonValue::strings() const {
    std::vector<std::string> texts;
    for (const auto& element : list())
        if (auto text = element.string()) texts.push_back(std::move(*text));
    return texts;
}

std::optional<JsonObject> JsonValue::object() const {
    if (!value_->is_object()) return complain_type(place_, *value_, "an object {...}"), std::nullopt;
    return JsonObject(*value_, place_);
}

// ---- JsonObject ---------------------------------------------------------------------------------------------------------

std::optional<JsonValue> JsonObject::find(std::string_view key, Need need) {
    asked_.emplace_back(key);
    const auto found = value_->find(std::string(key));
    if (found != value_->end()) return JsonValue(*found, place_.at(key));
    if (need == Need::required) place_.error(fmt::format("the key '{}' is missing", key), "add it");
    return std::nullopt;
}

std::string JsonObject::string(std::string_view key, Need need, std::string fallback) {
    const auto value = find(key, need);
    return value ? value->string().value_or(std::move(fallback)) : std::move(fallback);
}

float JsonObject::number(std::string_view key, float low, float high, float fallback, Need need) {
    return range(key, low, high, {fallback, fallback}, need).first;
}

int JsonObject::integer(std::string_view key, int low, int high, int fallback, Need need) {
    const auto value = find(key, need);
    const auto number = value ? value->integer() : std::nullopt;
    if (!number) return fallback;
    if (*number >= low && *number <= high) return *number;
    place_.at(key).error(fmt::format("{} is out of range", *number), fmt::format("{} to {}", low, high));
    return fallback;
}

bool JsonObject::boolean(std::string_view key, bool fallback, Need need) {
    const auto value = find(key, need);
    return value ? value->boolean().value_or(fallback) : fallback;
}

std::vector<std::string> JsonObject::strings(std::string_view key, Need need) {
    const auto value = find(key, need);
    return value ? value->strings() : std::vector<std::string>{};
}

std::vector<JsonValue> JsonObject::list(std::string_view key, Need need) {
    const auto value = find(key, need);
    return value ? value->list() : std::vector<JsonValue>{};
}

std::optional<JsonObject> JsonObject::object(std::string_view key, Need need) {
    const auto value = find(key, need);
    return value ? value->object() : std::nullopt;
}

std::pair<float, float> JsonObject::range(std::string_view key, float low, float high,
                                          std::pair<float, float> fallback, Need need) {
    const auto value = find(key, need);
    if (!value) return fallback;
    const auto& raw = value_->at(std::string(key));
    std::vector<float> numbers;
    if (raw.is_array()) {
        for (const auto& element : value->list())
            if (const auto number = element.number()) numbers.push_back(*number);
    } else if (const auto number = value->number()) numbers = {*number, *number};
    if (numbers.size() != 2) {
        if (raw.is_array()) value->place().error("two numbers were expected", "write [least, most]");
        return fallback;
    }
    if (numbers[0] > numbers[1]) value->place().error("the first number is greater than the second", "swap them");
    else if (numbers[0] < low || numbers[1] > high)
        value->place().error(fmt::format("{} is out of range", numbers[0] < low ? numbers[0] : numbers[1]),
                             fmt::format("{} to {}", low, high));
    else return {numbers[0], numbers[1]};
    return fallback;
}

std::string JsonObject::word(std::string_view key, const std::vector<std::string>& words, Need need) {
    const auto value = find(key, need);
    const auto text = value ? value->string() : std::nullopt;
    if (!text) return {};
    if (std::find(words.begin(), words.end(), *text) != words.end()) return *text;
    place_.at(key).error(fmt::format("'{:.60}' is not known here", *text), core::suggestion(*text, words));
    return {};
}

std::vector<std::string> JsonObject::keys() const {
    std::vector<std::string> names;
    for (const auto& item : value_->items()) names.push_back(item.key());
    return names;
}

void JsonObject::finish() const {
    for (const auto& key : keys())
        if (std::find(asked_.begin(), asked_.end(), key) == asked_.end())
            place_.at(key).error(fmt::format("the key '{:.60}' is not known here", key), core::suggestion(key, asked_));
}

// ---- JsonFile -----------------------------------------------------------------------------------------------------------

JsonFile::JsonFile(const std::filesystem::path& path, std::string shown_name, core::Diagnostics& diagnostics)
    : place_{std::move(shown_name), "", &diagnostics} {
    const auto text = core::read_text_file(path, k_max_content_bytes);
    if (!text) {
        place_.error(text.error().message, text.error().remedy);
        return;
    }
    if (text->find_first_not_of(" \t\r\n") == std::string::npos) {
        place_.error("the file is empty", "restore it from the repository or delete it");
        return;
    }
    DuplicateKeys duplicates;
    try {
        document_ = std::make_unique<json>(json::parse(*text, std::ref(duplicates)));
    } catch (const json::exception& e) {
        place_.error("not valid JSON: " + plain_message(e.what()), "look for a missing comma, quote or bracket there");
        return;
    }
    for (const auto& key : duplicates.found)
        place_.error(fmt::format("the key '{:.60}' stands twice in one object", key), "keep one of them");
}

JsonFile::~JsonFile() = default;

JsonValue JsonFile::root() const { return JsonValue(*document_, place_); }

} // namespace dorsum::content
