// What the tests of strokes share: the states that they are looked at in, and the worst case seen.
#pragma once

#include "drawn_body.h"

#include <fmt/format.h>

namespace dorsum::app::test {

struct Worst {
    float value = -1e9f;
    std::string where;
    void see(float now, const std::string& place) {
        if (now > value) value = now, where = place;
    }
};

struct Case {
    std::string name;
    session::SessionState state;
};

// With every gate of its plan open.
inline session::SessionState open_state(const std::string& condition, const std::vector<std::string>& more = {}) {
    std::vector<std::string> actions{"condition " + condition, "screen none", "screen done", "confirm professional", "confirm checked_by_professional", "confirm timing"};
    actions.insert(actions.end(), more.begin(), more.end());
    return state_after(actions);
}

inline std::vector<Case> cases_of(const std::string& condition) {
    std::vector<Case> cases;
    for (const char* side : {"left", "right"}) {
        std::vector<std::pair<std::string, std::string>> curves{{"straight", "curve off"}};
        for (int cobb : {20, 40, 70}) curves.emplace_back(fmt::format("{} {}", cobb, side), fmt::format("curve cobb={} side={}", cobb, side));
        for (const auto& [name, action] : curves)
            cases.push_back({condition + " " + name + " sore " + side, open_state(condition, {std::string("side ") + side, action})});
    }
    const auto& catalog = stage().workspace->context().catalog;
    for (const auto& bent : catalog.conditions)
        for (const auto& preset : bent.curve_presets) // once each: every other one with the other side sore
            cases.push_back({condition + " " + preset.id, open_state(condition, {cases.size() % 2 ? "side right" : "side left", "curve preset " + preset.id})});
    if (condition == "sciatica")
        for (const char* variant : {"b", "c", "d", "e", "f"})
            cases.push_back({condition + " straight variant " + variant, open_state(condition, {"side left", std::string("sciatic_variant ") + variant})});
    if (condition == "herniated_disc")
        for (const char* zone : {"central", "paracentral", "foraminal"})
            for (const char* level : {"l3_l4", "l4_l5", "l5_s1"})
                cases.push_back({fmt::format("{} straight {} {}", condition, level, zone),
                                 open_state(condition, {"side right", fmt::format("disc level={} side=right zone={} stage=extrusion", level, zone)})});
    return cases;
}

// What hands meet may be the muscles or the skin over them: the same rules.
inline std::vector<Case> with_and_without_skin(const std::vector<Case>& cases) {
    std::vector<Case> both;
    for (const auto& one : cases)
        for (const bool skin : {false, true}) {
            auto row = one;
            row.name += skin ? " on skin" : " on muscle";
            row.state.layer_opacity[0] = skin ? 1.0f : 0.0f;
            both.push_back(std::move(row));
        }
    return both;
}

inline const content::Condition& condition_of(const std::string& id) { return *stage().workspace->context().catalog.find_condition(id); }

class Strokes : public ::testing::TestWithParam<std::string> {};

} // namespace dorsum::app::test
