// The cutting plane: which, where and how turned.
#include "ui/panels.h"

#include "session/clip_plane.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::ui {

namespace {

// From above downwards: every vertebra, and the disc below it where there is one.
std::vector<std::string> places() {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < anatomy::k_level_count; ++i) {
        const anatomy::Level level(i);
        names.push_back(anatomy::level_name(level));
        if (const auto disc = anatomy::disc_id(level); !disc.empty()) names.push_back(disc.substr(5)); // without "disc."
    }
    return names;
}

std::string label_of(std::string place) { // "l5_s1" -> "L5-S1"
    for (auto& c : place) c = c == '_' ? '-' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return place;
}

void over_slider(PanelContext& p, const std::string& label, const std::string& value) {
    labelled(p, label, value, p.faces.small);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - p.px(6));
}

void draw_place(PanelContext& p, const session::ClipPlane& clip) {
    const auto names = places();
    const auto found = std::find(names.begin(), names.end(), clip.at);
    float value = found == names.end() ? 0.0f : static_cast<float>(found - names.begin());
    const float before = std::round(value);
    over_slider(p, p.text("cut.at"), found == names.end() ? "-" : label_of(clip.at));
    if (slider(p, "cut.at", value, 0, static_cast<float>(names.size() - 1)) && (std::round(value) != before || found == names.end()))
        p.emit("clip at=" + names[static_cast<std::size_t>(std::round(value))]);
}

void draw_offset(PanelContext& p, const session::ClipPlane& clip) {
    const auto& bounds = p.view.context.atlas.bounds;
    const int axis = clip.axis == 'x' ? 0 : clip.axis == 'y' ? 1 : 2;
    const float low = clip.at.empty() ? bounds.min[axis] : -80.0f, high = clip.at.empty() ? bounds.max[axis] : 80.0f;
    over_slider(p, p.text("cut.offset"), fmt::format("{:.0f} mm", clip.offset_mm));
    float value = std::clamp(clip.offset_mm, low, high);
    if (slider(p, "cut.offset", value, low, high)) p.emit(fmt::format("clip offset={:.1f}", value));
}

void draw_angle(PanelContext& p, const char* name, const char* key, float deg) {
    over_slider(p, p.text(key), fmt::format("{:.0f}\u00b0", deg));
    float value = deg;
    if (slider(p, std::string("cut.") + name, value, -session::k_max_clip_deg, session::k_max_clip_deg)) p.emit(fmt::format("clip {}={:.0f}", name, std::round(value)));
}

} // namespace

void draw_cut_grip(PanelContext& p, const Rect& scene) {
    if (!p.view.grip || !p.allows("clip")) return;
    const auto& grip = *p.view.grip;
    auto& list = *ImGui::GetBackgroundDrawList();
    list.PushClipRect({scene.x, scene.y}, {scene.x + scene.width, scene.y + scene.height});
    // An arrow to either side of the plane; seen along its line it stands upright.
    glm::vec2 along = grip.tip_px - grip.at_px;
    const float length = std::hypot(along.x, along.y);
    along = length > 6 ? along / length : glm::vec2(0, -1);
    const glm::vec2 aside(-along.y, along.x);
    const float reach = p.px(20), head = p.px(6.5f);
    const auto colour = p.theme.accent, rim = p.theme.panel;
    const auto point = [](glm::vec2 v) { return ImVec2(v.x, v.y); };
    for (const float side : {1.0f, -1.0f}) {
        const glm::vec2 tip = grip.at_px + along * (side * reach), foot = tip - along * (side * head);
        list.AddLine(point(grip.at_px), point(foot), rim, p.px(5));
        list.AddLine(point(grip.at_px), point(foot), colour, p.px(2.6f));
        list.AddTriangleFilled(point(tip + along * (side * p.px(3))), point(foot + aside * (head + p.px(1))), point(foot - aside * (head + p.px(1))), rim);
        list.AddTriangleFilled(point(tip), point(foot + aside * (head - p.px(1))), point(foot - aside * (head - p.px(1))), colour);
    }
    list.AddCircleFilled(point(grip.at_px), p.px(grip.held ? 9.0f : 7.5f), rim, 24);
    list.AddCircleFilled(point(grip.at_px), p.px(grip.held ? 7.5f : 6.0f), colour, 24);
    list.PopClipRect();
}

void draw_cut(PanelContext& p) {
    if (!p.state().clip || !p.allows("clip")) return;
    const auto& clip = *p.state().clip;
    heading(p, p.text("cut.title"));
    chips(p, {{"cut.axial", p.text("cut.axial"), "clip axial face=yes", clip.axis == 'y'},
              {"cut.sagittal", p.text("cut.sagittal"), "clip sagittal face=yes", clip.axis == 'x'},
              {"cut.coronal", p.text("cut.coronal"), "clip coronal face=yes", clip.axis == 'z'}}, true, true);
    draw_place(p, clip);
    draw_offset(p, clip);
    chips(p, {{"cut.flip", p.text("cut.flip"), "clip flip=toggle"},
              {"cut.straight", p.text("cut.straight"), "clip turn=0 tilt=0", false, clip.turn_deg != 0 || clip.tilt_deg != 0},
              {"cut.face", p.text("cut.face"), "clip face=yes"}, {"cut.off", p.text("cut.off"), "clip off"}}, true, true);
    draw_angle(p, "turn", clip.axis == 'y' ? "cut.lean" : "cut.turn", clip.turn_deg);
    draw_angle(p, "tilt", "cut.tilt", clip.tilt_deg);
    small_words(p, p.text("cut.clefts"));
    rule(p);
}

} // namespace dorsum::ui
