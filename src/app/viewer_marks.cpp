// What floats over the body and belongs to places on it: names with leader lines, and the user's pins.
#include "app/viewer.h"

#include "scene/pick.h"
#include "scene/pins.h"
#include "session/clip_plane.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::app {

namespace {

constexpr int k_moving_step = 3;             // while something moves ids are looked up in a picture of a third of the size
constexpr int k_large_step = 2;              // and of half of it in a large window, where its own would be 25 MB
constexpr std::uint32_t k_pin_key = 1u << 24; // beyond every structure's
constexpr float k_grip_px = 22;              // this near to its grip a press takes the cutting plane along
constexpr float k_grip_mm = 40;              // between the grip's two points
// Where the grip may stand, the first that is free: aside of the plane's middle, of the camera's distance.
constexpr std::array k_grip_shares{0.19f, -0.19f, 0.15f, -0.15f, 0.11f, -0.11f};
constexpr float k_label_breadth_px = 28;     // of the room, for each label: in a narrow one they would stand on the body
constexpr float k_bottom_px = 20;            // the status line stands there

ui::Rect or_all(const ui::Rect& scene, int width, int height) {
    return scene.width > 1 ? scene : ui::Rect{0, 0, static_cast<float>(width), static_cast<float>(height)};
}

// On the screen, or nothing where it lies behind the camera.
std::optional<glm::vec2> project(const scene::CameraPose& camera, glm::vec3 p, int width, int height) {
    const float aspect = static_cast<float>(width) / static_cast<float>(height);
    const glm::vec4 clip = camera.projection(aspect) * camera.view() * glm::vec4(p, 1);
    if (clip.w <= 0) return std::nullopt;
    return glm::vec2((clip.x / clip.w * 0.5f + 0.5f) * static_cast<float>(width), (0.5f - clip.y / clip.w * 0.5f) * static_cast<float>(height));
}

// Does the id picture show the structure at this place of the screen, or next to it?
bool shows(const render::IdImage& ids, int width, int height, glm::vec2 px, anatomy::StructureIndex structure) {
    const int cx = static_cast<int>(px.x * static_cast<float>(ids.width) / static_cast<float>(width)), cy = static_cast<int>(px.y * static_cast<float>(ids.height) / static_cast<float>(height));
    for (int y = cy - 1; y <= cy + 1; ++y)
        for (int x = cx - 1; x <= cx + 1; ++x)
            if (x >= 0 && y >= 0 && x < ids.width && y < ids.height && ids.structures[static_cast<std::size_t>(y * ids.width + x)] == structure.value + 1) return true;
    return false;
}

// A label in the way of this rectangle.
const ui::ScreenLabel* label_over(const std::vector<ui::ScreenLabel>& labels, glm::vec2 low, glm::vec2 size) {
    const auto found = std::find_if(labels.begin(), labels.end(), [&](const ui::ScreenLabel& label) {
        const glm::vec2 end = label.box_px + ui::measure_text(label.text);
        return low.x < end.x && low.x + size.x > label.box_px.x && low.y < end.y && low.y + size.y > label.box_px.y;
    });
    return found == labels.end() ? nullptr : &*found;
}

// The place nearest to the wanted one, further down or further up, where no label stands; the wanted one where there is none.
glm::vec2 nearest_free(const std::vector<ui::ScreenLabel>& labels, glm::vec2 wanted, glm::vec2 size, float top, float bottom) {
    constexpr float k_step_px = 2;
    for (float aside = 0; aside < std::max(bottom - top, 1.0f); aside += k_step_px)
        for (const float y : {wanted.y + aside, wanted.y - aside})
            if (y >= top && y <= bottom && label_over(labels, glm::vec2(wanted.x, y) - 3.0f, size + 6.0f) == nullptr) return {wanted.x, y};
    return wanted;
}

} // namespace

// The words of the frame's marks, in two columns beside what they name, none over another nor over a label that stands already.
void Viewer::add_mark_labels() {
    if (shown_.frame.marks.empty() || shown_.frame.items.empty()) return;
    const auto& texts = context_.catalog.text(history_.state().language);
    const float w = static_cast<float>(width_), h = static_cast<float>(height_);
    const auto to_clip = shown_.frame.camera.projection(w / h) * shown_.frame.camera.view();
    const auto free = output_.scene.width > 1 ? output_.scene : ui::Rect{0, 0, w, h};
    std::vector<std::pair<glm::vec2, const scene::Mark*>> seen;
    for (const auto& mark : shown_.frame.marks) {
        const auto clip = to_clip * glm::vec4(mark.position_mm, 1);
        if (clip.w > 1) seen.emplace_back(glm::vec2((0.5f + 0.5f * clip.x / clip.w) * w, (0.5f - 0.5f * clip.y / clip.w) * h), &mark);
    }
    std::sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.first.y < b.first.y; });
    const float offset = 0.11f * h, low = std::max(free.x, shown_.other ? static_cast<float>(shown_.split_px) : 0.0f);
    const float margin = 0.4f * ui::measure_text("A").y; // more than the rim of what words stand on
    for (const bool left : {true, false}) {
        for (const auto& [at, mark] : seen) {
            const bool on_left = mark->left == (shown_.frame.camera.eye_mm.z < shown_.frame.camera.target_mm.z); // from behind the patient's left is left
            if (on_left != left) continue;
            std::string text = texts.get(mark->key), value = mark->value;
            for (auto& c : value) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            if (const auto hole = text.find("{0}"); hole != std::string::npos) {
                text.replace(hole, 3, value);
                // In a narrow room, as half a view with large words, all of them would cover the body or run out of it.
                if (ui::measure_text(text).x > 0.5f * (free.x + free.width - low)) text = text.substr(hole);
            }
            const auto size = ui::measure_text(text);
            const float x = left ? at.x - offset - size.x : at.x + offset;
            const glm::vec2 wanted(std::clamp(x, low + margin, std::max(low + margin, free.x + free.width - size.x - margin)), at.y - 0.5f * size.y);
            const auto box = nearest_free(labels_, wanted, size, free.y + 6, free.y + free.height - k_bottom_px - size.y);
            const glm::vec2 end(box.x + (left ? size.x : 0), box.y + 0.5f * size.y); // the edge of the words that faces the body
            labels_.push_back({text, at, box, end, end});
        }
    }
}

void Viewer::update_marks(bool moving) {
    const auto& state = history_.state();
    labels_.clear();
    pins_.clear();
    grip_.reset();
    const bool wanted = (state.labels || !state.pins.empty()) && !shown_.frame.items.empty();
    if (!wanted) label_board_.clear();
    scene::CameraPose camera;
    if (wanted || state.clip) {
        auto frame = shown_at(detail_.choose(state.quality, moving).lod, {}).frame; // what the pointer is over changes no place
        camera = frame.camera;
        if (wanted) place_labels(std::move(frame), moving);
    }
    if (!moving) add_mark_labels();
    if (state.clip && !shown_.frame.items.empty()) place_grip(camera);
}

// The names of structures and pins.
void Viewer::place_labels(scene::Frame frame, bool moving) {
    const auto& state = history_.state();
    frame.time_s = 0;
    frame.overlays.clear();
    const int step = moving ? k_moving_step : width_ * height_ > k_many_pixels ? k_large_step : 1;
    const bool known = frame == marks_frame_ && marks_ids_.width == width_ / step && marks_ids_.height == height_ / step;
    if (!known) marks_ids_ = renderer_.draw_ids(frame, width_ / step, height_ / step);
    const auto& ids = marks_ids_;
    const auto& atlas = workspace_.atlas;
    const auto free = or_all(output_.scene, width_, height_);
    scene::LabelRequest request;
    request.ids = ids.structures;
    request.width = ids.width, request.height = ids.height;
    request.scale = glm::vec2(width_, height_) / glm::vec2(ids.width, ids.height);
    request.room = {free.x, free.y, free.width, free.height - k_bottom_px};
    request.most = std::min(request.most, static_cast<std::size_t>(std::max(6.0f, free.width / k_label_breadth_px)));
    for (std::size_t i = 0; i < state.pins.size(); ++i) {
        const auto& pin = state.pins[i];
        const auto posed = scene::posed_pin(pin, frame.palette, *cache_);
        const auto at = posed ? project(frame.camera, posed->position_mm, width_, height_) : std::nullopt;
        if (!at || glm::dot(frame.clip_plane, glm::vec4(posed->position_mm, 1)) < -0.5f) continue;
        const bool behind = glm::dot(posed->normal, frame.camera.eye_mm - posed->position_mm) <= 0 || !shows(ids, width_, height_, *at, atlas.find(pin.structure));
        pins_.push_back({i + 1, *at, behind});
        if (!behind && !pin.name.empty()) request.fixed[k_pin_key + static_cast<std::uint32_t>(i)] = *at - glm::vec2(0, 16);
    }
    std::map<std::uint32_t, const scene::DrawItem*> items;
    for (const auto& item : frame.items) items[item.structure.value + 1] = &item;
    request.text = [&](std::uint32_t key) {
        if (key >= k_pin_key) return state.pins[key - k_pin_key].name;
        return ui::name_in_session(context_, state, atlas.structures[key - 1].terms.id, false);
    };
    request.rank = [&](std::uint32_t key) {
        const auto at = items.find(key);
        if (!state.labels || at == items.end() || atlas.structures[key - 1].terms.tissue == anatomy::Tissue::skin) return -1;
        const auto& item = *at->second;
        return item.selected ? 0 : item.glow > 0 || item.zones != 0 || (!state.condition.empty() && item.dim == 0) ? 1 : 2;
    };
    request.measure = [](const std::string& text) { return ui::measure_text(text); };
    // Labels move when the picture does, and never while it stands still; words and pins may change meanwhile.
    const bool still = known && marks_room_ == request.room && marks_key_ == std::tie(state.labels, state.latin, state.language, state.pins);
    if (!still) placed_labels_ = label_board_.update(request);
    marks_frame_ = std::move(frame);
    marks_room_ = request.room;
    marks_key_ = {state.labels, state.latin, state.language, state.pins};
    for (const auto& label : placed_labels_) labels_.push_back({label.text, label.anchor_px, label.box_px, label.clear_px, label.end_px});
}

std::optional<std::size_t> Viewer::pin_at(glm::vec2 px) const {
    for (const auto& pin : pins_)
        if (!pin.hidden && (glm::distance(px, pin.at_px) < 10 || glm::distance(px, pin.at_px - glm::vec2(0, 16)) < 12)) return pin.number - 1;
    return std::nullopt;
}

void Viewer::set_pin(glm::vec2 px, std::optional<std::size_t> moved) {
    const int x = static_cast<int>(px.x), y = static_cast<int>(px.y);
    glm::vec3 world;
    if (shown_.frame.items.empty() || !renderer_.world_at(shown_.frame, width_, height_, x, y, world)) return;
    const auto ids = renderer_.pick_square(shown_.frame, width_, height_, x, y, 1);
    if (ids[0] == 0 || ids[0] > workspace_.atlas.structures.size()) return;
    const anatomy::StructureIndex structure(std::size_t{ids[0] - 1});
    const auto rest = scene::rest_place(structure, world, shown_.frame.palette, *cache_);
    if (!rest) return;
    (void)act(fmt::format("marker {} structure={} at={:.3f},{:.3f},{:.3f}", moved ? fmt::format("move {}", *moved + 1) : "add",
                          workspace_.atlas.at(structure).terms.id, rest->x, rest->y, rest->z));
}

// It keeps its place while a hand holds it, and as long as no label stands there.
void Viewer::place_grip(const scene::CameraPose& camera) {
    const auto covers = [&](const ui::CutGrip& grip) { return label_over(labels_, grip.at_px - k_grip_px, glm::vec2(2 * k_grip_px)) != nullptr; };
    if (grip_share_ == 0) grip_share_ = k_grip_shares.front();
    grip_ = grip_of(camera, grip_share_);
    if (pushed_from_px_ || (grip_ && grip_share_ == k_grip_shares.front() && !covers(*grip_))) return;
    for (const float share : k_grip_shares) {
        const auto there = grip_of(camera, share);
        if (!there || covers(*there)) continue;
        grip_ = there;
        grip_share_ = share;
        return;
    }
}

// Beside the middle of the plane, so that it does not cover what the plane was set for.
std::optional<ui::CutGrip> Viewer::grip_of(const scene::CameraPose& camera, float share) const {
    const auto& state = history_.state();
    const auto plane = session::posed_plane(*state.clip, anatomy::spine_body(workspace_.atlas), {scene::shown_curve(state), state.forward_bend, 0}, workspace_.catalog.body_model);
    const glm::vec3 away = glm::normalize(camera.target_mm - camera.eye_mm), right = glm::cross(away, camera.up);
    glm::vec3 aside = right - plane.normal * glm::dot(right, plane.normal);
    if (glm::length(aside) < 0.2f) aside = glm::cross(plane.normal, glm::vec3(0, 1, 0));
    if (glm::length(aside) < 1e-3f) aside = glm::vec3(1, 0, 0);
    const glm::vec3 at = plane.point_mm + glm::normalize(aside) * (share * glm::distance(camera.eye_mm, camera.target_mm));
    const auto foot = project(camera, at, width_, height_), tip = project(camera, at - k_grip_mm * plane.normal, width_, height_);
    if (!foot || !tip) return std::nullopt;
    return ui::CutGrip{*foot, *tip};
}

// Along the plane's normal as it shows on the screen; seen along that line, up the screen is towards the viewer.
void Viewer::push_cut(glm::vec2 to_px) {
    if (!grip_ || !history_.state().clip) return;
    const glm::vec2 way = to_px - *pushed_from_px_;
    glm::vec2 px_per_mm = (grip_->tip_px - grip_->at_px) / k_grip_mm;
    const float scale = static_cast<float>(height_) / (2 * glm::distance(shown_.frame.camera.eye_mm, shown_.frame.camera.target_mm) * std::tan(glm::radians(0.5f * shown_.frame.camera.fov_y_deg)));
    if (glm::length(px_per_mm) < 0.25f * scale) px_per_mm = {0, -scale};
    const float mm = glm::dot(way, px_per_mm) / glm::dot(px_per_mm, px_per_mm);
    if (std::abs(mm) < 0.05f) return;
    (void)act(fmt::format("clip by={:.2f}", history_.state().clip->flipped ? mm : -mm));
    pushed_from_px_ = to_px;
}

// A press on a pin takes it along until it is let go. Everything else is somebody else's.
bool Viewer::drag_pin(const platform::Event& event) {
    if (const auto* button = std::get_if<platform::PointerButton>(&event); button && button->button == 0) {
        const auto at = gestures_.pointer_px();
        if (button->down) {
            dragged_pin_ = pin_at(at);
            if (!dragged_pin_ && grip_ && glm::distance(at, grip_->at_px) < k_grip_px) pushed_from_px_ = at;
        } else if (dragged_pin_ || pushed_from_px_) {
            dragged_pin_.reset();
            pushed_from_px_.reset();
            return true;
        }
        return dragged_pin_ || pushed_from_px_;
    }
    const auto* move = std::get_if<platform::PointerMoved>(&event);
    if (move && pushed_from_px_) push_cut({static_cast<float>(move->x), static_cast<float>(move->y)});
    if (!move || !dragged_pin_) return false;
    if (*dragged_pin_ >= history_.state().pins.size()) dragged_pin_.reset();
    else set_pin({static_cast<float>(move->x), static_cast<float>(move->y)}, dragged_pin_);
    return false; // the pointer's place is followed all the same
}

} // namespace dorsum::app
