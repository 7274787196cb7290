// The wall behind the body: lighter behind the subject, darker towards the floor and the corners. Made without a program: it is drawn
// once per size, and at a first start the driver's compiler would take longer for it than this does.
#pragma once

#include <cstdint>
#include <vector>

namespace dorsum::render {

enum class Wall : std::uint8_t { light, dark, black };

// RGBA, 8 bits, bottom row first, as OpenGL takes it.
std::vector<std::uint8_t> studio_wall(Wall wall, int width, int height);

} // namespace dorsum::render
