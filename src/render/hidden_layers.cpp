#include "render/hidden_layers.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dorsum::render {
namespace {

constexpr int k_directions = 96;       // about 20 degrees apart
constexpr float k_pixel_mm = 2.5f;
constexpr int k_most_pixels = 900;     // a side
constexpr float k_margin_mm = 3;       // behind the nearest surface and still counted as seen: finer levels differ by less
constexpr float k_between_deg = 25;    // added to every question: half way to the next direction, and to spare
constexpr std::size_t k_most_known = 6;

std::vector<glm::vec3> directions_over_a_sphere() {
    std::vector<glm::vec3> out;
    for (int i = 0; i < k_directions; ++i) { // a spiral from pole to pole
        const float y = 1 - 2 * (static_cast<float>(i) + 0.5f) / k_directions, r = std::sqrt(1 - y * y);
        const float turn = 2.39996323f * static_cast<float>(i);
        out.emplace_back(r * std::cos(turn), y, r * std::sin(turn));
    }
    return out;
}

enum class Sides { front, both };

// A parallel view of the solids: x, y in pixels, z towards the eye.
class DepthPicture {
public:
    DepthPicture(glm::vec3 to_eye, const geometry::Bounds& bounds) {
        const glm::vec3 any = std::abs(to_eye.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
        const glm::vec3 right = glm::normalize(glm::cross(any, to_eye)), up = glm::cross(to_eye, right);
        const float radius = bounds.radius();
        const float pixel = std::max(k_pixel_mm, 2 * radius / (k_most_pixels - 4));
        side_ = static_cast<int>(2 * radius / pixel) + 4;
        axes_ = glm::mat3(right / pixel, up / pixel, to_eye);
        const glm::vec3 centre = bounds.centre();
        const float half = 0.5f * static_cast<float>(side_);
        shift_ = glm::vec3(half - glm::dot(centre, axes_[0]), half - glm::dot(centre, axes_[1]), 0);
        depths_.assign(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_), -1e30f);
    }

    void place(const Solid& solid) {
        placed_.resize(solid.positions.size());
        for (std::size_t v = 0; v < placed_.size(); ++v) {
            const glm::vec3& p = solid.positions[v];
            placed_[v] = glm::vec3(glm::dot(p, axes_[0]), glm::dot(p, axes_[1]), glm::dot(p, axes_[2])) + shift_;
        }
    }

    // Calls take(index of the pixel, depth) for every pixel whose middle a triangle covers, until it answers true.
    template <class Take>
    bool each_pixel(const Solid& solid, Sides sides, Take take) const {
        const auto pixel = [](float v) { return static_cast<int>(v + 0.5f); }; // the first whose middle lies beyond; none is below 0
        for (std::size_t i = 0; i + 2 < solid.indices.size(); i += 3) {
            const glm::vec3 &a = placed_[solid.indices[i]], &b = placed_[solid.indices[i + 1]], &c = placed_[solid.indices[i + 2]];
            const glm::vec2 ab(b - a), ac(c - a);
            const float area = ab.x * ac.y - ac.x * ab.y;
            if (sides == Sides::front ? area < 1e-6f : std::abs(area) < 1e-6f) continue;
            const int x0 = pixel(std::min({a.x, b.x, c.x})), x1 = pixel(std::max({a.x, b.x, c.x}));
            const int y0 = pixel(std::min({a.y, b.y, c.y})), y1 = pixel(std::max({a.y, b.y, c.y}));
            if (x0 == x1 || y0 == y1) continue; // between the pixels' middles
            // Shares of b and c in a pixel's middle, and what a pixel to the right and one further up add to them.
            const glm::vec2 right = glm::vec2(ac.y, -ab.y) / area, up = glm::vec2(-ac.x, ab.x) / area;
            const float to_b = b.z - a.z, to_c = c.z - a.z;
            for (int y = y0; y < std::min(y1, side_); ++y) {
                const glm::vec2 p = glm::vec2(x0, y) + 0.5f - glm::vec2(a);
                glm::vec2 share = p.x * right + p.y * up;
                const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(side_);
                for (int x = x0; x < std::min(x1, side_); ++x, share += right)
                    if (share.x >= 0 && share.y >= 0 && share.x + share.y <= 1 && take(row + static_cast<std::size_t>(x), a.z + share.x * to_b + share.y * to_c)) return true;
            }
        }
        return false;
    }

    void cover(const Solid& solid) {
        place(solid);
        each_pixel(solid, Sides::front, [&](std::size_t at, float z) { // what lies nearest of a closed mesh; less of an open one, which hides less then
            depths_[at] = std::max(depths_[at], z);
            return false;
        });
    }

    // Every pixel takes the farthest of itself and its neighbours: gaps grow by a pixel on each side, covers never do.
    void widen_gaps() {
        const auto side = static_cast<std::size_t>(side_);
        for (const std::size_t step : {std::size_t{1}, side}) {
            auto out = depths_;
            for (std::size_t i = step; i + step < out.size(); ++i) out[i] = std::min({depths_[i - step], depths_[i], depths_[i + step]});
            depths_ = std::move(out);
        }
    }

    bool shows(const Solid& solid) {
        place(solid);
        return each_pixel(solid, Sides::both, [&](std::size_t at, float z) { return z >= depths_[at] - k_margin_mm; });
    }

private:
    int side_ = 0;
    glm::mat3 axes_;
    glm::vec3 shift_{0};
    std::vector<float> depths_;
    std::vector<glm::vec3> placed_;
};

geometry::Bounds bounds_of_all(const std::vector<Solid>& solids) {
    geometry::Bounds bounds;
    for (const Solid& solid : solids)
        for (const glm::vec3& p : solid.positions) bounds.add(p);
    return bounds;
}

} // namespace

SeenMap::SeenMap(const std::vector<Solid>& solids, const std::vector<char>& opaque, const std::atomic<bool>& stop)
    : directions_(directions_over_a_sphere()) {
    const geometry::Bounds bounds = bounds_of_all(solids);
    for (const glm::vec3& direction : directions_) {
        auto& seen = seen_.emplace_back(solids.size(), char{0});
        if (stop || bounds.empty()) continue;
        DepthPicture picture(direction, bounds);
        for (std::size_t s = 0; s < solids.size(); ++s)
            if (opaque[s]) picture.cover(solids[s]);
        picture.widen_gaps();
        for (std::size_t s = 0; s < solids.size() && !stop; ++s)
            if (opaque[s]) seen[s] = picture.shows(solids[s]);
    }
}

void SeenMap::add_seen(glm::vec3 to_eye, float angle_deg, std::vector<char>& seen) const {
    const float least = std::cos(glm::radians(std::min(angle_deg + k_between_deg, 180.0f)));
    for (std::size_t d = 0; d < directions_.size(); ++d) {
        if (glm::dot(directions_[d], to_eye) < least) continue;
        for (std::size_t s = 0; s < seen.size() && s < seen_[d].size(); ++s)
            if (seen_[d][s]) seen[s] = 1;
    }
}

HiddenLayers::~HiddenLayers() { stop(); }

void HiddenLayers::stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    stop_ = busy_ = false;
    found_.reset();
}

void HiddenLayers::set_solids(std::vector<Solid> solids) {
    stop();
    known_.clear();
    asked_.clear();
    solids_ = std::move(solids);
    bounds_ = bounds_of_all(solids_);
}

void HiddenLayers::find(const std::vector<char>& opaque) {
    if (thread_.joinable()) thread_.join();
    if (known_.size() >= k_most_known) known_.pop_back();
    known_.push_front({opaque, nullptr});
    asked_.clear();
    busy_ = true;
    thread_ = std::thread([this, opaque] {
        auto map = std::make_unique<SeenMap>(solids_, opaque, stop_);
        const std::lock_guard lock(mutex_);
        if (!stop_) found_ = std::move(map), found_for_ = opaque;
        busy_ = false;
    });
}

void HiddenLayers::wait() {
    if (!asked_.empty() && !busy_) find(std::vector(asked_));
    if (thread_.joinable()) thread_.join();
}

const std::vector<char>* HiddenLayers::may_show(const scene::Frame& frame, float aspect) {
    if (solids_.empty() || glm::vec3(frame.clip_plane) != glm::vec3(0) || !frame.overrides.empty()) return nullptr;
    // From inside the body, or close to it, one looks past what covers it from outside.
    const glm::vec3 eye = frame.camera.eye_mm, out = glm::max(glm::max(bounds_.min - eye, eye - bounds_.max), glm::vec3(0));
    if (glm::length(out) < 2 * frame.camera.near_mm) return nullptr;
    opaque_.assign(solids_.size(), 0);
    for (const scene::DrawItem& item : frame.items)
        if (item.opacity >= 1 && item.structure.value < opaque_.size()) opaque_[item.structure.value] = 1;
    {
        const std::lock_guard lock(mutex_);
        if (found_)
            for (Known& known : known_)
                if (known.opaque == found_for_) known.map = std::move(found_);
        found_.reset();
    }
    auto known = std::find_if(known_.begin(), known_.end(), [&](const Known& k) { return k.opaque == opaque_; });
    if (known == known_.end()) {
        if (busy_) return nullptr; // one after the other
        if (asked_ == opaque_) find(opaque_);
        else asked_ = opaque_;
        return nullptr;
    }
    if (!known->map) return nullptr;
    known_.splice(known_.begin(), known_, known);
    // Lines of sight spread from the camera's axis by half the picture's diagonal, shifted pictures a little more.
    const float half = std::tan(glm::radians(0.5f * frame.camera.fov_y_deg)) * (1 + glm::length(frame.camera.shift));
    const float spread_deg = glm::degrees(std::atan(half * std::sqrt(1 + aspect * aspect)));
    answer_.assign(solids_.size(), 0);
    known->map->add_seen(glm::normalize(eye - frame.camera.target_mm), spread_deg, answer_);
    for (std::size_t s = 0; s < answer_.size(); ++s)
        if (!opaque_[s]) answer_[s] = 1; // see-through ones are never left out
    for (const scene::DrawItem& item : frame.items) // outlines and lit nerves show through what covers them
        if ((item.selected || item.hovered || item.glow > 0) && item.structure.value < answer_.size()) answer_[item.structure.value] = 1;
    return &answer_;
}

} // namespace dorsum::render
