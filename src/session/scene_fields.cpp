#include "session/scene_fields.h"

#include "core/spelling.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dorsum::session {

namespace {

constexpr std::size_t k_max_id_bytes = 128;
constexpr std::size_t k_max_ids = 5000;
constexpr std::size_t k_max_shown = 60;

} // namespace

void Fields::problem(const std::string& key, std::string message, std::string remedy) {
    diagnostics_->error(file_, pointer_to(key), std::move(message), std::move(remedy));
}

const Json* Fields::find(const std::string& key) {
    known_.insert(key);
    const auto found = object_->find(key);
    return found == object_->end() ? nullptr : &*found;
}

bool Fields::is_id(const Json& value) const {
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    return text.size() <= k_max_id_bytes &&
           std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

void Fields::text(const std::string& key, std::string& value) {
    const Json* json = find(key);
    if (json == nullptr) return;
    if (is_id(*json))
        value = json->get<std::string>();
    else
        problem(key, "not an id", "a short text");
}

void Fields::word(const std::string& key, std::string& value, std::initializer_list<std::string_view> allowed) {
    std::string text = value;
    this->text(key, text);
    if (std::find(allowed.begin(), allowed.end(), text) != allowed.end())
        value = text;
    else
        problem(key, fmt::format("'{}' is not known here", text.substr(0, k_max_shown)), fmt::format("use {}", fmt::join(allowed, ", ")));
}

void Fields::texts(const std::string& key, std::set<std::string>& values) {
    const Json* json = find(key);
    if (json == nullptr) return;
    if (!json->is_array() || json->size() > k_max_ids || !std::all_of(json->begin(), json->end(), [&](const Json& v) { return is_id(v); })) {
        problem(key, fmt::format("not a list of at most {} structure ids", k_max_ids), "write them like [\"muscle.piriformis.left\"], or leave the key out");
        return;
    }
    values.clear();
    for (const auto& value : *json) values.insert(value.get<std::string>());
}

void Fields::flag(const std::string& key, bool& value) {
    const Json* json = find(key);
    if (json == nullptr) return;
    if (json->is_boolean())
        value = json->get<bool>();
    else
        problem(key, "neither true nor false", "write true or false without quotes");
}

void Fields::number(const std::string& key, float& value, double low, double high, double* exact) {
    const Json* json = find(key);
    if (json == nullptr) return;
    const double number = json->is_number() ? json->get<double>() : NAN;
    if (!std::isfinite(number) || number < low || number > high) {
        problem(key, "not a number in the allowed range", fmt::format("use {} to {}", low, high));
        return;
    }
    value = static_cast<float>(number);
    if (exact != nullptr) *exact = number;
}

void Fields::point(const std::string& key, glm::vec3& value, double limit) {
    const Json* json = find(key);
    if (json == nullptr) return;
    glm::vec3 point{0};
    bool good = json->is_array() && json->size() == 3;
    for (std::size_t i = 0; good && i < 3; ++i) {
        const double number = (*json)[i].is_number() ? (*json)[i].get<double>() : NAN;
        good = std::isfinite(number) && std::abs(number) <= limit;
        if (good) point[static_cast<int>(i)] = static_cast<float>(number);
    }
    if (good)
        value = point;
    else
        problem(key, "not a point", "three numbers in mm");
}

void Fields::level(const std::string& key, anatomy::Level& value) {
    std::string name = anatomy::level_name(value);
    text(key, name);
    if (const auto level = anatomy::find_level(name))
        value = *level;
    else
        problem(key, fmt::format("'{}' is not a vertebra", name.substr(0, k_max_shown)), "c1 to c7, t1 to t12, l1 to l5");
}

void Fields::side(const std::string& key, anatomy::Side& value, bool central_too) {
    std::string name(value == anatomy::Side::none ? "central" : anatomy::side_name(value));
    text(key, name);
    if (name == "left" || name == "right")
        value = *anatomy::find_side(name);
    else if (central_too && name == "central")
        value = anatomy::Side::none;
    else
        problem(key, fmt::format("'{}' is not a side", name.substr(0, k_max_shown)), central_too ? "left, right or central" : "left or right");
}

std::optional<Fields> Fields::object(const std::string& key) {
    const Json* json = find(key);
    if (json == nullptr) return std::nullopt;
    if (json->is_object()) return Fields(*json, file_, pointer_to(key), *diagnostics_);
    problem(key, "not an object", "write {\"key\": value}, or leave the key out");
    return std::nullopt;
}

std::vector<Fields> Fields::list(const std::string& key, std::size_t most) {
    std::vector<Fields> items;
    const Json* json = find(key);
    if (json == nullptr) return items;
    if (!json->is_array() || json->size() > most) {
        problem(key, fmt::format("not a list of at most {}", most), "write [{...}], or leave the key out");
        return items;
    }
    for (std::size_t i = 0; i < json->size(); ++i) {
        const std::string item = key + "/" + std::to_string(i);
        if ((*json)[i].is_object())
            items.emplace_back((*json)[i], file_, pointer_to(item), *diagnostics_);
        else
            problem(item, "not an object", "write {\"key\": value}, or take it out of the list");
    }
    return items;
}

void Fields::finish() {
    for (const auto& item : object_->items())
        if (known_.count(item.key()) == 0)
            diagnostics_->warning(file_, pointer_to(item.key().substr(0, k_max_shown)), "this program does not know this key",
                                  core::suggestion(item.key(), {known_.begin(), known_.end()}));
}

} // namespace dorsum::session
