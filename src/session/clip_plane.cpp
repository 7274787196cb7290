#include "session/clip_plane.h"

#include <glm/gtc/matrix_transform.hpp>

namespace dorsum::session {

namespace {

using Frames = std::array<anatomy::VertebraFrame, anatomy::k_level_count>;

// Midway between the end plates of a disc, as they stand now. (The sacrum's own frame stands on its plate, those of vertebrae amid their bodies.)
anatomy::VertebraFrame between(std::size_t upper, const anatomy::SpineBody& body, const Frames& frames) {
    const auto posed = [&](std::size_t level, const anatomy::EndPlate& plate) {
        const auto& rest = body.rest.frames[level];
        const auto motion = frames[level].axes * glm::transpose(rest.axes);
        return anatomy::EndPlate{frames[level].centre_mm + motion * (plate.centre_mm - rest.centre_mm), motion * plate.normal};
    };
    const auto above = posed(upper, body.plates[upper].lower), below = posed(upper + 1, body.plates[upper + 1].upper);
    anatomy::VertebraFrame middle{0.5f * (above.centre_mm + below.centre_mm), {}};
    const glm::vec3 up = glm::normalize(above.normal + below.normal);
    const glm::vec3 left = glm::normalize(glm::cross(up, frames[upper].axes[2] + frames[upper + 1].axes[2]));
    middle.axes = glm::mat3(left, up, glm::cross(left, up));
    return middle;
}

// Where the line of the vertebral bodies passes this height; straight on beyond its ends.
glm::vec3 spine_at_height(const Frames& frames, float y) {
    for (std::size_t i = 0; i + 1 < frames.size(); ++i) {
        const glm::vec3 a = frames[i].centre_mm, b = frames[i + 1].centre_mm;
        if (y > a.y) return {a.x, y, a.z};
        if (y >= b.y && a.y > b.y) return glm::mix(a, b, (a.y - y) / (a.y - b.y));
    }
    return {frames.back().centre_mm.x, y, frames.back().centre_mm.z};
}

glm::vec3 turned(glm::vec3 v, float deg, glm::vec3 about) {
    return glm::vec3(glm::rotate(glm::mat4(1), glm::radians(deg), about) * glm::vec4(v, 0));
}

} // namespace

std::optional<ClipPlace> find_clip_place(std::string_view name) {
    const auto bar = name.find('_');
    const auto upper = anatomy::find_level(name.substr(0, bar));
    if (!upper) return std::nullopt;
    if (bar == name.npos) return ClipPlace{*upper, false};
    const auto lower = anatomy::find_level(name.substr(bar + 1));
    if (!lower || lower->value != upper->value + 1 || anatomy::disc_id(*upper).empty()) return std::nullopt;
    return ClipPlace{*upper, true};
}

PosedPlane posed_plane(const ClipPlane& clip, const anatomy::SpineBody& body, const anatomy::SpinePose& pose, const anatomy::BodyModel& model) {
    const auto frames = anatomy::bend(body, pose, model);
    const int axis = clip.axis == 'x' ? 0 : clip.axis == 'y' ? 1 : 2;
    anatomy::VertebraFrame frame;
    if (const auto place = find_clip_place(clip.at)) {
        frame = place->disc ? between(place->upper.value, body, frames) : frames[place->upper.value];
        frame.centre_mm += clip.offset_mm * frame.axes[axis];
    } else {
        const float height = axis == 1 ? clip.offset_mm : frames[anatomy::level_l(1).value].centre_mm.y;
        frame.centre_mm = spine_at_height(frames, height);
        frame.centre_mm[axis] = clip.offset_mm;
    }
    const glm::vec3 turn_about = frame.axes[axis == 1 ? 2 : 1], tilt_about = frame.axes[axis == 0 ? 2 : 0];
    const glm::vec3 normal = turned(turned(frame.axes[axis], clip.tilt_deg, tilt_about), clip.turn_deg, turn_about);
    return {frame.centre_mm, clip.flipped ? -normal : normal};
}

} // namespace dorsum::session
