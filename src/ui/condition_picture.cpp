// A condition in thumbnail size, computed from its own data on the atlas at hand: nothing is drawn by hand per condition.
#include "ui/panels.h"

#include "scene/zone_palette.h"

#include <algorithm>

namespace dorsum::ui {

ImU32 zone_colour(int grade) {
    const auto& c = scene::k_zone_colours[static_cast<std::size_t>(std::clamp(grade, 1, 3) - 1)];
    return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, 1});
}

namespace {

using anatomy::Side;

// From behind, the patient's left is on the left of the picture.
struct Picture {
    ImDrawList& list;
    ImVec2 low, size;
    glm::vec3 crown_mm;
    float mm_to_px;
    ImVec2 at(glm::vec3 mm) const {
        return {low.x + 0.5f * size.x - mm.x * mm_to_px, low.y + (crown_mm.y - mm.y) * mm_to_px};
    }
};

constexpr float k_shown_mm = 1130; // from the crown to the middle of the thigh

std::optional<glm::vec3> point(const PanelContext& p, const std::string& expression) {
    const auto found = content::resolve_point(p.view.context.atlas, expression);
    return found ? std::optional(found->position_mm) : std::nullopt;
}

void line_between(const PanelContext& p, const Picture& picture, const char* a, const char* b, ImU32 colour) {
    const auto from = point(p, a), to = point(p, b);
    if (from && to) picture.list.AddLine(picture.at(*from), picture.at(*to), colour, std::max(1.5f, 0.05f * picture.size.x));
}

void draw_body(const PanelContext& p, const Picture& picture) {
    const ImU32 bone = p.theme.track;
    const auto crown = picture.at(picture.crown_mm);
    picture.list.AddCircleFilled({crown.x, crown.y + 95 * picture.mm_to_px}, 85 * picture.mm_to_px, bone, 20);
    line_between(p, picture, "acromion.left", "acromion.right", bone);
    line_between(p, picture, "iliac_crest.left", "iliac_crest.right", bone);
    for (const char* side : {"left", "right"}) {
        const std::string s(side);
        line_between(p, picture, ("acromion." + s).c_str(), ("iliac_crest." + s).c_str(), bone);
        line_between(p, picture, ("iliac_crest." + s).c_str(), ("greater_troch." + s).c_str(), bone);
        line_between(p, picture, ("greater_troch." + s).c_str(), ("pop_fossa." + s).c_str(), bone);
    }
}

void draw_spine(const PanelContext& p, const Picture& picture, const content::Condition& condition) {
    const auto curve = condition.curve.value_or(anatomy::SpineCurve{});
    const auto frames = anatomy::bend(p.view.context.atlas.spine, curve);
    std::vector<ImVec2> points;
    for (const auto& frame : frames) points.push_back(picture.at(frame.centre_mm));
    const ImU32 colour = curve.straight() ? p.theme.ink_soft : p.theme.accent;
    picture.list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, std::max(2.0f, (curve.straight() ? 0.05f : 0.09f) * picture.size.x));
}

void draw_nerves(const PanelContext& p, const Picture& picture, const content::Condition& condition) {
    for (const auto& selector : condition.nerves) {
        const auto selection = anatomy::resolve(p.view.context.atlas, content::expand(selector, Side::left, {}));
        if (!selection) continue;
        for (const auto index : selection->structures) {
            const auto* line = p.view.context.atlas.find_centre_line(p.view.context.atlas.at(index).terms.id);
            if (!line) continue;
            std::vector<ImVec2> points;
            for (const auto& mm : line->points_mm) points.push_back(picture.at(mm));
            picture.list.AddPolyline(points.data(), static_cast<int>(points.size()), IM_COL32(214, 140, 0, 255), 0, std::max(2.0f, 0.07f * picture.size.x));
        }
    }
}

void draw_zones(const PanelContext& p, const Picture& picture, const content::Condition& condition) {
    const auto curve = condition.curve.value_or(anatomy::SpineCurve{});
    for (const auto& zone : condition.zones)
        for (const auto side : content::sides_of(zone.side, Side::left, curve)) {
            std::vector<ImVec2> points;
            for (const auto& expression : zone.along)
                if (const auto mm = point(p, content::expand(expression, side, curve))) points.push_back(picture.at(*mm));
            if (points.empty()) continue;
            const float radius = std::max(2.0f, 0.75f * zone.radius_mm * picture.mm_to_px);
            const ImU32 colour = (zone_colour(zone.grade) & 0x00FFFFFF) | (0xB0u << 24);
            picture.list.AddLine(points.front(), points.back(), colour, 2 * radius);
            picture.list.AddCircleFilled(points.front(), radius, colour, 14);
            if (points.size() > 1) picture.list.AddCircleFilled(points.back(), radius, colour, 14);
        }
}

void draw_disc(const PanelContext& p, const Picture& picture, const content::Condition& condition) {
    if (!condition.disc) return;
    const auto& frame = p.view.context.atlas.spine.frames[condition.disc->upper.value];
    const auto at = picture.at(frame.centre_mm - glm::vec3(0, 18, 0));
    picture.list.AddCircle(at, 0.16f * picture.size.x, p.theme.danger, 18, std::max(1.5f, 0.05f * picture.size.x));
}

} // namespace

void draw_condition_picture(const PanelContext& p, const content::Condition& condition, ImVec2 low, ImVec2 size) {
    const auto& atlas = p.view.context.atlas;
    if (atlas.structures.empty()) return;
    const auto top = atlas.spine.frames[0].centre_mm;
    auto& list = *ImGui::GetWindowDrawList();
    const float width = std::min(size.x, 0.6f * size.y);
    const ImVec2 slim_low(low.x + 0.5f * (size.x - width), low.y), slim(width, size.y);
    const Picture picture{list, slim_low, slim, top + glm::vec3(0, 175, 0), size.y / k_shown_mm};
    ImGui::PushClipRect(low, {low.x + size.x, low.y + size.y}, true);
    draw_body(p, picture);
    draw_spine(p, picture, condition);
    draw_zones(p, picture, condition);
    draw_nerves(p, picture, condition);
    draw_disc(p, picture, condition);
    ImGui::PopClipRect();
}

} // namespace dorsum::ui
