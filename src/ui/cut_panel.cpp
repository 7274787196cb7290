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

void labelled(PanelContext& p, const std::string& label, const std::string& value) {
    const auto at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, px = p.faces.small->FontSize * ImGui::GetIO().FontGlobalScale;
    const auto size = p.faces.small->CalcTextSizeA(px, FLT_MAX, 0, value.c_str());
    small_words(p, label);
    ImGui::GetWindowDrawList()->AddText(p.faces.small, px, {at.x + width - size.x, at.y}, p.theme.accent, value.c_str());
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - p.px(6));
}

void draw_place(PanelContext& p, const session::ClipPlane& clip) {
    const auto names = places();
    const auto found = std::find(names.begin(), names.end(), clip.at);
    float value = found == names.end() ? 0.0f : static_cast<float>(found - names.begin());
    const float before = std::round(value);
    labelled(p, p.text("cut.at"), found == names.end() ? "-" : label_of(clip.at));
    if (slider(p, "cut.at", value, 0, static_cast<float>(names.size() - 1)) && (std::round(value) != before || found == names.end()))
        p.emit("clip at=" + names[static_cast<std::size_t>(std::round(value))]);
}

void draw_offset(PanelContext& p, const session::ClipPlane& clip) {
    const auto& bounds = p.view.context.atlas.bounds;
    const int axis = clip.axis == 'x' ? 0 : clip.axis == 'y' ? 1 : 2;
    const float low = clip.at.empty() ? bounds.min[axis] : -80.0f, high = clip.at.empty() ? bounds.max[axis] : 80.0f;
    labelled(p, p.text("cut.offset"), fmt::format("{:.0f} mm", clip.offset_mm));
    float value = std::clamp(clip.offset_mm, low, high);
    if (slider(p, "cut.offset", value, low, high)) p.emit(fmt::format("clip offset={:.1f}", value));
}

void draw_angle(PanelContext& p, const char* name, const char* key, float deg) {
    labelled(p, p.text(key), fmt::format("{:.0f}\u00b0", deg));
    float value = deg;
    if (slider(p, std::string("cut.") + name, value, -session::k_max_clip_deg, session::k_max_clip_deg)) p.emit(fmt::format("clip {}={:.0f}", name, std::round(value)));
}

} // namespace

void draw_cut(PanelContext& p) {
    if (!p.state().clip || !p.allows("clip")) return;
    const auto& clip = *p.state().clip;
    heading(p, p.text("cut.title"));
    chips(p, {{"cut.axial", p.text("cut.axial"), "clip axial face=yes", clip.axis == 'y'},
              {"cut.sagittal", p.text("cut.sagittal"), "clip sagittal face=yes", clip.axis == 'x'},
              {"cut.coronal", p.text("cut.coronal"), "clip coronal face=yes", clip.axis == 'z'}}, true, true);
    draw_place(p, clip);
    draw_offset(p, clip);
    draw_angle(p, "turn", clip.axis == 'y' ? "cut.lean" : "cut.turn", clip.turn_deg);
    draw_angle(p, "tilt", "cut.tilt", clip.tilt_deg);
    chips(p, {{"cut.flip", p.text("cut.flip"), "clip flip=toggle"},
              {"cut.straight", p.text("cut.straight"), "clip turn=0 tilt=0", false, clip.turn_deg != 0 || clip.tilt_deg != 0},
              {"cut.face", p.text("cut.face"), "clip face=yes"}, {"cut.off", p.text("cut.off"), "clip off"}}, true, true);
    rule(p);
}

} // namespace dorsum::ui
