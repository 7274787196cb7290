#include "app/gestures.h"

namespace dorsum::app {

namespace {
constexpr double k_double_click_s = 0.35;
}

std::optional<Gesture> Gestures::moved_to(glm::vec2 to) {
    const auto delta = to - at_;
    at_ = to;
    if (button_ < 0) return Gesture{Gesture::Kind::hover, at_};
    if (!moved_ && glm::distance(at_, pressed_at_) <= slop_px_) return std::nullopt;
    moved_ = true;
    const bool pan = button_ != 0 || shift_;
    return Gesture{pan ? Gesture::Kind::pan : Gesture::Kind::orbit, at_, delta};
}

std::optional<Gesture> Gestures::released(double now_s) {
    const int button = button_;
    button_ = -1;
    if (moved_) return button == 0 && !shift_ ? std::optional(Gesture{Gesture::Kind::orbit_end, at_}) : std::nullopt;
    if (button != 0) return std::nullopt;
    const bool twice = now_s - clicked_s_ < k_double_click_s && glm::distance(at_, clicked_at_) <= 3 * slop_px_;
    clicked_s_ = twice ? -10 : now_s;
    clicked_at_ = at_;
    return Gesture{twice ? Gesture::Kind::double_click : Gesture::Kind::click, at_};
}

std::vector<Gesture> Gestures::on(const platform::Event& event, double now_s, bool over_panel) {
    std::optional<Gesture> gesture;
    if (const auto* move = std::get_if<platform::PointerMoved>(&event)) {
        gesture = moved_to({static_cast<float>(move->x), static_cast<float>(move->y)});
        if (gesture && gesture->kind == Gesture::Kind::hover && over_panel) gesture.reset();
    } else if (const auto* button = std::get_if<platform::PointerButton>(&event)) {
        if (button->down && button_ < 0 && !over_panel) {
            button_ = button->button;
            pressed_at_ = at_;
            moved_ = false;
        } else if (!button->down && button->button == button_) {
            gesture = released(now_s);
        }
    } else if (const auto* wheel = std::get_if<platform::Wheel>(&event)) {
        if (!over_panel) gesture = Gesture{Gesture::Kind::zoom, at_, {}, static_cast<float>(wheel->dy)};
    } else if (const auto* key = std::get_if<platform::KeyChanged>(&event)) {
        shift_ = key->shift;
    }
    return gesture ? std::vector{*gesture} : std::vector<Gesture>{};
}

} // namespace dorsum::app
