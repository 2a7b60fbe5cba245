import { attachUploaders } from "../uploader.js";

attachUploaders(document);
