// The viewer's hands: pointer, wheel and keys become actions.
#include "app/viewer.h"

#include "scene/pick.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::app {

namespace {

constexpr float k_orbit_deg_per_view = 220; // a drag across the height of the view turns this far

std::string key_name(const platform::KeyChanged& key) {
    struct Named {
        int code;
        const char* name;
    };
    constexpr Named named[] = {{32, "Space"},   {256, "Escape"},   {257, "Enter"}, {258, "Tab"},  {259, "Backspace"}, {261, "Delete"},
                               {262, "Right"},  {263, "Left"},     {264, "Down"},  {265, "Up"},   {266, "PageUp"},    {267, "PageDown"},
                               {268, "Home"},   {269, "End"},      {46, "."},      {44, ","},     {45, "-"},          {61, "="},
                               {47, "/"}, {91, "["},       {93, "]"},       {333, "-"},        {334, "+"}};
    std::string name;
    if (key.ctrl) name += "Ctrl+";
    if (key.alt) name += "Alt+";
    if (key.shift) name += "Shift+";
    for (const auto& n : named)
        if (n.code == key.key) return name + n.name;
    if ((key.key >= 'A' && key.key <= 'Z') || (key.key >= '0' && key.key <= '9')) return name + static_cast<char>(key.key);
    if (key.key >= 290 && key.key <= 301) return name + fmt::format("F{}", key.key - 289);
    return {};
}

} // namespace

void Viewer::event(const platform::Event& event) {
    since_input_s_ = 0;
    idle_s_ = idle_told_s_ = 0;
    dirty_ = true;
    if (history_.state().idle != session::IdlePhase::active) (void)act("touch");
    imgui_->feed(event);
    if (const auto* size = std::get_if<platform::Resized>(&event)) {
        if (size->width > 0 && size->height > 0) width_ = size->width, height_ = size->height;
        detail_.set_pixels(width_ * height_);
        if (offscreen_) offscreen_ = render::Offscreen::make(width_, height_);
    } else if (std::holds_alternative<platform::CloseRequested>(event)) {
        (void)act("quit");
    } else if (const auto* pressed = std::get_if<platform::KeyChanged>(&event); pressed && pressed->down) {
        key(*pressed);
    } else if (const auto* dropped = std::get_if<platform::FilesDropped>(&event)) {
        for (const auto& path : dropped->paths) (void)act(fmt::format("open \"{}\"", path));
    }
    // A press belongs to what lies under it now; ImGui's own answer is one frame old, so its panels' rectangles decide.
    const auto* button = std::get_if<platform::PointerButton>(&event);
    const bool begins = (button && button->down) || std::holds_alternative<platform::Wheel>(event);
    const auto at = gestures_.pointer_px();
    const bool over_panel = begins ? imgui_->takes_pointer_at(at.x, at.y) : imgui_->wants_pointer();
    if ((dragged_pin_ || pushed_from_px_ || !over_panel) && !gestures_.dragging() && drag_pin(event)) return;
    for (const auto& g : gestures_.on(event, clock_s_, over_panel && !gestures_.dragging())) gesture(g);
}

void Viewer::gesture(const Gesture& g) {
    const auto height = static_cast<float>(height_);
    switch (g.kind) {
    case Gesture::Kind::hover: hover_stale_ = true; break;
    case Gesture::Kind::orbit: {
        if (history_.state().own_stroke.drawing) {
            if (trace_.empty()) trace_to(g.at_px - g.delta_px);
            trace_to(g.at_px);
            break;
        }
        const glm::vec2 turn = -k_orbit_deg_per_view / height * glm::vec2(-g.delta_px.x, -g.delta_px.y);
        drag_deg_ += turn;
        (void)act(fmt::format("orbit dyaw={:.4f} dpitch={:.4f}", turn.x, turn.y));
        camera_by_hand_ = true;
        hovered_.clear(); // what was under the pointer has moved away
        break;
    }
    case Gesture::Kind::orbit_end:
        hover_stale_ = true;
        trace_.clear();
        break;
    case Gesture::Kind::pan:
        (void)act(fmt::format("pan dx={:.5f} dy={:.5f}", g.delta_px.x / height, -g.delta_px.y / height));
        camera_by_hand_ = true;
        break;
    case Gesture::Kind::zoom: {
        const float factor = std::pow(1.15f, g.steps);
        glm::vec3 world;
        const bool hit = renderer_.world_at(frame_at(g.at_px.x), width_, height_, static_cast<int>(g.at_px.x), static_cast<int>(g.at_px.y), world);
        (void)act(hit ? fmt::format("zoom factor={:.5f} toward={:.3f},{:.3f},{:.3f}", factor, world.x, world.y, world.z)
                      : fmt::format("zoom factor={:.5f}", factor));
        camera_by_hand_ = true;
        break;
    }
    case Gesture::Kind::click: click(g.at_px, false); break;
    case Gesture::Kind::double_click: click(g.at_px, true); break;
    }
}

void Viewer::click(glm::vec2 at_px, bool twice) {
    const auto id = structure_at(at_px);
    if (id.empty()) {
        if (!history_.state().selected.empty()) (void)act("select none");
        return;
    }
    if (twice) (void)act("focus " + id);
    else (void)act("select " + id);
}

float Viewer::finger_px() const {
    const auto* mode = context_.catalog.find_mode(history_.state().mode);
    return std::clamp(mode ? 0.25f * mode->target_px : 7.0f, 6.0f, 18.0f);
}

std::string Viewer::structure_at(glm::vec2 px) {
    const int finger = static_cast<int>(finger_px());
    const int side = 2 * finger + 1;
    const auto ids = renderer_.pick_square(frame_at(px.x), width_, height_, static_cast<int>(px.x), static_cast<int>(px.y), side);
    const auto index = scene::pick(ids, side, workspace_.atlas, finger);
    return index.valid() ? workspace_.atlas.at(index).terms.id : std::string();
}

void Viewer::update_hover() {
    hover_stale_ = false;
    const auto at = gestures_.pointer_px();
    const bool inside = at.x >= 0 && at.y >= 0 && at.x < static_cast<float>(width_) && at.y < static_cast<float>(height_);
    const auto now = inside && !imgui_->wants_pointer() && !shown_.frame.items.empty() ? structure_at(at) : std::string();
    if (now != hovered_) dirty_ = true;
    hovered_ = now;
}

void Viewer::key(const platform::KeyChanged& pressed) {
    if (imgui_->wants_keys() || output_.wants_keys) return;
    const auto name = key_name(pressed);
    if (name.empty()) return;
    // Plain keys are for the body: behind a dialog nothing changes unseen.
    if (!history_.state().dialog.empty() && name.rfind("Ctrl+", 0) != 0 && name != "Escape" && name != "F1") return;
    if (name == "P") return set_pin(gestures_.pointer_px());
    for (const auto& shortcut : session::shortcut_table())
        if (shortcut.keys == name) {
            (void)act(shortcut.action);
            return;
        }
}

std::optional<glm::vec2> Viewer::find_on_screen(const std::string& structure_id) {
    const auto index = workspace_.atlas.find(structure_id);
    if (!index.valid()) return std::nullopt;
    const auto ids = renderer_.draw_ids(shown_.frame, width_, height_);
    for (const auto& sight : scene::sights(ids.structures, ids.width, ids.height))
        if (sight.structure == index) return sight.anchor;
    return std::nullopt;
}

} // namespace dorsum::app
